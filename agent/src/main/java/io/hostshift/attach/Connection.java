package io.hostshift.attach;

import io.hostshift.nativeaccess.Jna;
import io.hostshift.nativeaccess.UnixSocket;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/** A conversation over a Unix domain socket: Java's own since 16, JNA's before. */
final class Connection {
  private Connection() {}

  /**
   * Says something and listens until the other side closes.
   *
   * @throws IOException if there is nobody there, or the other side does not let us in
   */
  static byte[] exchange(File socket, byte[] words) throws IOException {
    try (ByteChannel channel = open(socket)) {
      ByteBuffer out = ByteBuffer.wrap(words);
      while (out.hasRemaining()) {
        channel.write(out);
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ByteBuffer in = ByteBuffer.allocate(8192);
      while (channel.read(in) >= 0) {
        answer.write(in.array(), 0, in.position());
        in.clear();
      }
      return answer.toByteArray();
    }
  }

  private static ByteChannel open(File socket) throws IOException {
    Class<?> address;
    try {
      address = Class.forName("java.net.UnixDomainSocketAddress");
    } catch (ClassNotFoundException e) {
      return UnixSocket.connect(new Jna(null), socket.getPath());
    }
    try {
      return SocketChannel.open(
          (SocketAddress) address.getMethod("of", String.class).invoke(null, socket.getPath()));
    } catch (InvocationTargetException e) {
      throw new IOException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
  }
}
