package io.hostshift.attach;

import io.hostshift.base.UnavailableException;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.nativeaccess.OpenedFile;
import io.hostshift.nativeaccess.UnixSocket;
import io.hostshift.nativeaccess.UserRights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A conversation with the very process that is meant: over the socket in its /tmp, once the kernel
 * has told that this process listens there.
 */
final class Connection {
  /** Bytes of an answer; a JVM's properties are some KB. */
  private static final int MOST_ANSWER = 1 << 20;

  private final LinuxProcess process;
  private final String name;

  /**
   * @param name of the socket in the process's /tmp
   */
  Connection(LinuxProcess process, String name) {
    this.process = process;
    this.name = name;
  }

  /**
   * Whether there is a socket of that process's user.
   *
   * @throws UnreachableException if there is something of somebody else's in its place
   * @throws IOException if that cannot be told
   */
  boolean isThere() throws IOException {
    return ProcessTmp.visit(process, this::isThere);
  }

  private boolean isThere(Folder tmp) throws IOException {
    Integer owner = tmp.owner(name);
    if (owner != null && (owner != process.user() || !tmp.isSocket(name))) {
      throw new UnreachableException(
          "finds that user "
              + Users.name(owner)
              + " has put something where JVM "
              + process.pid()
              + " would listen, and says nothing to it; remove /tmp/"
              + name
              + ", as that JVM sees it");
    }
    return owner != null;
  }

  /**
   * Says something and listens until the other side closes; on a thread that does nothing else, as
   * it may have to be another user's from here on.
   *
   * @throws UnreachableException if another process than the one that is meant listens there
   * @throws IOException if there is nobody there, or it does not let us in
   */
  byte[] exchange(byte[] words) throws IOException {
    try (ByteChannel channel = open()) {
      ByteBuffer out = ByteBuffer.wrap(words);
      while (out.hasRemaining()) {
        channel.write(out);
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ByteBuffer in = ByteBuffer.allocate(8192);
      while (channel.read(in) >= 0) {
        answer.write(in.array(), 0, in.position());
        in.clear();
        if (answer.size() > MOST_ANSWER) {
          throw new IOException("it answers with more than " + MOST_ANSWER + " bytes");
        }
      }
      return answer.toByteArray();
    }
  }

  private ByteChannel open() throws IOException {
    Socket socket = ProcessTmp.visit(process, this::found);
    try (OpenedFile entry = socket.entry) {
      if (process.hasOwnUsers() && process.user() != Users.self()) {
        appear();
      }
      UnixSocket connected = UnixSocket.connect(new Jna(null), socket.path().toString());
      try {
        check(connected.peer());
        return connected;
      } catch (UnavailableException e) {
        if (socket.entry == null) {
          // At home: nobody else could have put the socket there.
          return connected;
        }
        connected.close();
        throw e;
      } catch (IOException e) {
        connected.close();
        throw e;
      }
    } catch (ConnectException e) {
      throw nobodyListens(e);
    } catch (UnavailableException e) {
      return openWithoutNative(socket, e);
    }
  }

  /** A JVM does not look whether its socket is still where others look for it. */
  private UnreachableException nobodyListens(IOException e) {
    return new UnreachableException(
        "finds that JVM "
            + process.pid()
            + " no longer listens at /tmp/"
            + name
            + ", as after the restore of a checkpoint; remove that file, as that JVM sees it, and"
            + " run this again",
        e);
  }

  /** On a thread that does nothing else. */
  private void appear() throws UnreachableException {
    try {
      UserRights.appear(new Jna(null), process.user(), process.group());
    } catch (UnavailableException e) {
      throw new UnreachableException(
          "would be taken for nobody by JVM "
              + process.pid()
              + ", which has a user namespace of its own ("
              + e.getMessage()
              + "); "
              + JvmProcess.asUser(process),
          e);
    }
  }

  private Socket found(Folder tmp) throws IOException {
    if (!isThere(tmp)) {
      throw new IOException("it listens no longer");
    }
    return new Socket(tmp.entry(name), tmp.file(name));
  }

  private void check(UnixSocket.Peer peer) throws UnreachableException {
    if (peer.pid() != process.pid() || peer.user() != process.user() || !process.isStill()) {
      throw new UnreachableException(
          "finds that somebody else listens where JVM "
              + process.pid()
              + " would: process "
              + peer.pid()
              + " of user "
              + Users.name(peer.user())
              + "; nothing was said to it");
    }
  }

  /**
   * Java's own socket, since 16, does not tell which process listens: enough at home, where nobody
   * else could have put the socket there.
   */
  private ByteChannel openWithoutNative(Socket socket, UnavailableException why)
      throws IOException {
    if (socket.entry != null) {
      throw new IOException(why.getMessage(), why);
    }
    try {
      Object address =
          Class.forName("java.net.UnixDomainSocketAddress")
              .getMethod("of", Path.class)
              .invoke(null, socket.path());
      return SocketChannel.open((SocketAddress) address);
    } catch (ClassNotFoundException e) {
      throw new IOException(
          "Java before 16 needs JNA to attach, and " + why.getMessage() + "; use a newer Java", e);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof ConnectException
          ? nobodyListens((ConnectException) e.getCause())
          : new IOException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
  }

  /** A socket's file: opened, or where it goes by its path that alone. */
  private static final class Socket {
    private final OpenedFile entry;
    private final Path path;

    private Socket(OpenedFile entry, Path path) {
      this.entry = entry;
      this.path = path;
    }

    private Path path() {
      return entry == null ? path : entry.path();
    }
  }
}
