package io.hostshift.nativeaccess;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import io.hostshift.base.UnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;

/** A connected Unix domain socket, for Java before 16, which has none. Not for several threads. */
public final class UnixSocket implements ByteChannel {
  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;

  /** Bytes of a path in struct sockaddr_un, its final zero included. */
  private static final int MOST_PATH = 108;

  private final Function read;
  private final Function write;
  private final Function close;
  private int descriptor;

  private UnixSocket(Jna jna, int descriptor) throws UnavailableException {
    this.read = jna.function("read");
    this.write = jna.function("write");
    this.close = jna.function("close");
    this.descriptor = descriptor;
  }

  /**
   * @throws IOException if JNA cannot be used, or nobody listens at that path
   */
  public static UnixSocket connect(Jna jna, String path) throws IOException {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length >= MOST_PATH) {
      throw new IOException("too long for the path of a socket: " + path);
    }
    ByteBuffer address = ByteBuffer.allocate(2 + MOST_PATH).order(ByteOrder.nativeOrder());
    address.putShort((short) AF_UNIX).put(name);
    try {
      int socket = jna.function("socket").invokeInt(new Object[] {AF_UNIX, SOCK_STREAM_CLOEXEC, 0});
      if (socket < 0) {
        throw new IOException("no socket (errno " + Native.getLastError() + ")");
      }
      UnixSocket opened = new UnixSocket(jna, socket);
      Object[] to = {socket, address.array(), address.capacity()};
      if (jna.function("connect").invokeInt(to) != 0) {
        int error = Native.getLastError();
        opened.close();
        throw new IOException("nobody listens at " + path + " (errno " + error + ")");
      }
      return opened;
    } catch (UnavailableException e) {
      throw new IOException(
          "Java before 16 needs JNA to attach, and " + e.getMessage() + "; use a newer Java", e);
    }
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    byte[] bytes = new byte[to.remaining()];
    int count = call(read, bytes);
    to.put(bytes, 0, Math.max(0, count));
    return count == 0 && bytes.length > 0 ? -1 : count;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    byte[] bytes = new byte[from.remaining()];
    from.duplicate().get(bytes);
    int count = call(write, bytes);
    from.position(from.position() + count);
    return count;
  }

  private int call(Function function, byte[] bytes) throws IOException {
    long count =
        function.invokeLong(new Object[] {descriptor, bytes, new NativeLong(bytes.length)});
    if (count < 0) {
      throw new IOException("the socket failed (errno " + Native.getLastError() + ")");
    }
    return (int) count;
  }

  @Override
  public boolean isOpen() {
    return descriptor >= 0;
  }

  @Override
  public void close() {
    if (isOpen()) {
      close.invokeInt(new Object[] {descriptor});
      descriptor = -1;
    }
  }
}
