package io.hostshift.nativeaccess;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import io.hostshift.base.UnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * A connected Unix domain socket that tells which process listens; Java's own, since 16, does not.
 * Not for several threads.
 */
public final class UnixSocket implements ByteChannel {
  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;

  /** The same on each processor that has a HotSpot, but on MIPS and SPARC. */
  private static final int ECONNREFUSED = 111;

  /** Bytes of a path in struct sockaddr_un, its final zero included. */
  private static final int MOST_PATH = 108;

  private static final int SOL_SOCKET = 1;

  private final Jna jna;
  private final Function read;
  private final Function write;
  private final Function close;
  private int descriptor;

  private UnixSocket(Jna jna, int descriptor) throws UnavailableException {
    this.jna = jna;
    this.read = jna.function("read");
    this.write = jna.function("write");
    this.close = jna.function("close");
    this.descriptor = descriptor;
  }

  /**
   * @throws UnavailableException if JNA cannot be used
   * @throws ConnectException if nobody listens at that path
   * @throws IOException if it is not there, or may not be used
   */
  public static UnixSocket connect(Jna jna, String path) throws IOException, UnavailableException {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length >= MOST_PATH) {
      throw new IOException("too long for the path of a socket: " + path);
    }
    ByteBuffer address = ByteBuffer.allocate(2 + MOST_PATH).order(ByteOrder.nativeOrder());
    address.putShort((short) AF_UNIX).put(name);
    int socket = jna.function("socket").invokeInt(new Object[] {AF_UNIX, SOCK_STREAM_CLOEXEC, 0});
    if (socket < 0) {
      throw new IOException("no socket (errno " + Native.getLastError() + ")");
    }
    UnixSocket opened = new UnixSocket(jna, socket);
    Object[] to = {socket, address.array(), address.capacity()};
    if (jna.function("connect").invokeInt(to) != 0) {
      int error = Native.getLastError();
      opened.close();
      throw error == ECONNREFUSED
          ? new ConnectException("nobody listens there")
          : new IOException("it cannot be connected to (errno " + error + ")");
    }
    return opened;
  }

  /** Who listens, as the kernel noted when that process began to. */
  public static final class Peer {
    private final int pid;
    private final int user;

    private Peer(int pid, int user) {
      this.pid = pid;
      this.user = user;
    }

    /** Of the process, as seen from here; 0 if it cannot be seen from here. */
    public int pid() {
      return pid;
    }

    /** The effective user, as a number. */
    public int user() {
      return user;
    }
  }

  /**
   * @throws UnavailableException if it is not known how to ask on this processor
   * @throws IOException if the kernel does not tell
   */
  public Peer peer() throws IOException, UnavailableException {
    // struct ucred: pid, uid, gid
    int[] credentials = new int[3];
    int[] length = {4 * credentials.length};
    Object[] asked = {
      descriptor, SOL_SOCKET, KernelNumbers.ofThisProcess().soPeerCred, credentials, length
    };
    if (jna.function("getsockopt").invokeInt(asked) != 0 || length[0] != 12) {
      throw new IOException("who listens cannot be told (errno " + Native.getLastError() + ")");
    }
    return new Peer(credentials[0], credentials[1]);
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
