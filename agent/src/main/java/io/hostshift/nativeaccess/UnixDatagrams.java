package io.hostshift.nativeaccess;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import io.hostshift.base.UnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Datagrams to a Unix domain socket, which Java has none of. For one thread, which may have to wait
 * for whoever listens. Each goes to who listens at that moment: a logger may be started anew.
 */
public final class UnixDatagrams {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_DGRAM_OF_MIPS = 1;
  private static final int SOCK_CLOEXEC = 0x80000;

  /** A listener that ends must not end this process with it. */
  private static final int MSG_NOSIGNAL = 0x4000;

  /** Bytes of a path in struct sockaddr_un, its final zero included. */
  private static final int MOST_PATH = 108;

  private final Jna jna;
  private final String path;
  private final byte[] address;
  private int descriptor;

  /**
   * @throws UnavailableException if JNA cannot be used
   * @throws IOException if no socket can be had
   */
  public UnixDatagrams(Jna jna, String path) throws IOException, UnavailableException {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length >= MOST_PATH) {
      throw new IOException("too long for the path of a socket: " + path);
    }
    this.jna = jna;
    this.path = path;
    address =
        ByteBuffer.allocate(2 + MOST_PATH)
            .order(ByteOrder.nativeOrder())
            .putShort((short) AF_UNIX)
            .put(name)
            .array();
    boolean mips = System.getProperty("os.arch", "").startsWith("mips");
    int type = (mips ? SOCK_DGRAM_OF_MIPS : SOCK_DGRAM) | SOCK_CLOEXEC;
    descriptor = jna.function("socket").invokeInt(new Object[] {AF_UNIX, type, 0});
    if (descriptor < 0) {
      throw new IOException("no socket (errno " + Native.getLastError() + ")");
    }
  }

  /**
   * @throws IOException if nobody listens, or it is too long
   */
  public void send(byte[] bytes) throws IOException, UnavailableException {
    Object[] message = {
      descriptor, bytes, new NativeLong(bytes.length), MSG_NOSIGNAL, address, address.length
    };
    if (jna.function("sendto").invokeInt(message) < 0) {
      throw new IOException("nobody listens at " + path + " (errno " + Native.getLastError() + ")");
    }
  }

  public void close() {
    if (descriptor >= 0) {
      try {
        jna.function("close").invokeInt(new Object[] {descriptor});
      } catch (UnavailableException e) {
        throw new IllegalStateException("JNA opened it", e);
      }
      descriptor = -1;
    }
  }
}
