package io.hostshift.source.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.source.Fixtures;
import io.hostshift.source.GuestTree;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MetricsPortTest {
  /** Answers in small parts. */
  private static final class FakePort implements ByteChannel {
    private final StringBuilder request = new StringBuilder();
    private final ByteBuffer answer;
    private final CountDownLatch closed = new CountDownLatch(1);

    FakePort(String answer) {
      this.answer = ByteBuffer.wrap(answer.getBytes(UTF_8));
    }

    @Override
    public int write(ByteBuffer bytes) {
      request.append((char) bytes.get());
      return 1;
    }

    @Override
    public int read(ByteBuffer into) {
      int count = Math.min(Math.min(7, into.remaining()), answer.remaining());
      for (int i = 0; i < count; i++) {
        into.put(answer.get());
      }
      return count == 0 ? -1 : count;
    }

    @Override
    public boolean isOpen() {
      return closed.getCount() > 0;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  /** Neither answers nor ends until it is closed. */
  private static final class HangingPort implements ByteChannel {
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public int write(ByteBuffer bytes) {
      int count = bytes.remaining();
      bytes.position(bytes.limit());
      return count;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("closed");
    }

    @Override
    public boolean isOpen() {
      return closed.getCount() > 0;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @TempDir Path temp;

  @Test
  void shouldAskAsVhostmdExpectsAndCloseAfterTheAnswer() throws Exception {
    FakePort fake = new FakePort(Fixtures.metrics("node-a"));

    String answer = new MetricsPort(() -> fake, 5000).ask();

    assertThat(answer).isEqualTo(Fixtures.metrics("node-a"));
    assertThat(fake.request).hasToString("GET /metrics/XML\n\n");
    assertThat(fake.isOpen()).isFalse();
  }

  @Test
  void shouldGiveUpAHostThatDoesNotAnswer() {
    HangingPort hanging = new HangingPort();
    MetricsPort port = new MetricsPort(() -> hanging, 20);

    assertThatThrownBy(port::ask).hasMessage("the host does not answer");
    assertThat(hanging.isOpen()).isFalse();
  }

  @Test
  void shouldSayThatNobodyIsConnected() {
    FakePort fake = new FakePort("");

    assertThatThrownBy(() -> new MetricsPort(() -> fake, 5000).ask())
        .hasMessage("nobody is connected to it on the host");
  }

  @Test
  void shouldPassOnThatAnotherProgramHasIt() {
    MetricsPort port =
        new MetricsPort(
            () -> {
              throw new IOException("Device or resource busy");
            },
            5000);

    assertThatThrownBy(port::ask).hasMessage("Device or resource busy");
  }

  @Test
  void shouldNotReadWithoutEnd() {
    FakePort fake = new FakePort("x".repeat(300 * 1024));

    assertThatThrownBy(() -> new MetricsPort(() -> fake, 5000).ask())
        .hasMessage("longer than 262144 bytes");
  }

  @Test
  void shouldNotOpenAFifo() throws Exception {
    new GuestTree(temp).withFifo("port");
    File fifo = temp.resolve("port").toFile();

    assertThatThrownBy(() -> new MetricsPort(fifo).ask())
        .hasMessage("a FIFO, not a character device");
  }
}
