package io.hostshift.it.qemu;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A connection to a Unix socket of QEMU: lines out, and a log of the lines that come back. */
final class UnixConnection implements AutoCloseable {
  private final SocketChannel channel;
  private final LineLog lines;

  private UnixConnection(SocketChannel channel, LineLog lines) {
    this.channel = channel;
    this.lines = lines;
  }

  /** Connects, and tries again until the limit while nobody listens there yet. */
  static UnixConnection open(Path socket, Duration limit) throws IOException {
    SocketChannel channel = connect(socket, limit);
    // Our own stream over the channel: Channels.newInputStream blocks writers while it reads.
    InputStream in = new ChannelInput(channel);
    return new UnixConnection(channel, LineLog.of("guest-" + socket.getFileName(), in));
  }

  void send(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + '\n').getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  LineLog lines() {
    return lines;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static SocketChannel connect(Path socket, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
      } catch (IOException e) {
        channel.close();
        if (System.nanoTime() - end > 0) {
          throw e;
        }
      }
      Pause.millis(20);
    }
  }

  private static final class ChannelInput extends InputStream {
    private final SocketChannel channel;

    ChannelInput(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return channel.read(ByteBuffer.wrap(target, offset, length));
    }
  }
}
