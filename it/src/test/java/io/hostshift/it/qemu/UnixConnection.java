package io.hostshift.it.qemu;

import io.hostshift.it.run.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

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
    return Eventually.answers(
            "somebody listens at " + socket, limit, () -> connectNow(socket), Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<SocketChannel> connectNow(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return Optional.of(channel);
    } catch (IOException e) {
      channel.close();
      return Optional.empty();
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
