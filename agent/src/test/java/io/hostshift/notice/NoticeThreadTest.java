package io.hostshift.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.BackOff;
import io.hostshift.base.Eventually;
import io.hostshift.base.Log;
import io.hostshift.base.MuteLog;
import io.hostshift.base.Threads;
import io.hostshift.host.MigrationModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class NoticeThreadTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Log log = new Log(new PrintStream(said, true), Log.Level.INFO);
  private final Semaphore reads = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicBoolean closedInterrupted = new AtomicBoolean(true);
  private Error failure;
  private RuntimeException failureToClose;
  private long restNanos = TimeUnit.HOURS.toNanos(1);
  private NoticeThread notices;
  private Thread thread;

  private final Channel channel =
      new Channel() {
        @Override
        public String name() {
          return "played";
        }

        @Override
        public MigrationModel model() {
          return MigrationModel.TRANSPARENT;
        }

        @Override
        public List<Notice> read() {
          reads.release();
          if (failure != null) {
            throw failure;
          }
          return Collections.emptyList();
        }

        @Override
        public long restNanos() {
          return restNanos;
        }

        @Override
        public void close() {
          closedInterrupted.set(Thread.currentThread().isInterrupted());
          closed.countDown();
          if (failureToClose != null) {
            throw failureToClose;
          }
        }
      };

  private void start(Log to) {
    NoticeStep step =
        new NoticeStep(
            channel,
            Answering.never(new Readiness(System::nanoTime)),
            System::nanoTime,
            System::currentTimeMillis,
            () -> new BackOff(Math::random),
            news -> {},
            to::warn);
    notices = NoticeThread.start(step, to);
    thread = Threads.running(notices.id());
  }

  @AfterEach
  void stop() {
    notices.stop();
  }

  @Test
  void shouldReadOnAfterAFailureAndSayIt() throws Exception {
    failure = new NoClassDefFoundError("by the test");
    start(log);
    reads.acquire();
    Threads.awaitState(thread, Thread.State.TIMED_WAITING);
    thread.interrupt();

    reads.acquire();
    assertThat(said.toString())
        .isEqualTo(
            "hostshift error: notices from played failed and are read again later (number 1): "
                + "java.lang.NoClassDefFoundError: by the test\n");
  }

  @Test
  void shouldReadOnWhereNotEvenAFailureCanBeSaid() throws Exception {
    failure = new OutOfMemoryError("by the test");
    start(MuteLog.create());

    Threads.awaitAfterRest(thread, reads, 3);
  }

  @Test
  void shouldReadOnWhereSomebodyElseInterruptsIt() throws Exception {
    restNanos = 0;
    start(log);
    reads.acquire();
    thread.interrupt();
    Eventually.holds("the interrupt is taken", () -> !thread.isInterrupted());
    reads.drainPermits();

    reads.acquire(2);
    assertThat(closed.getCount()).isOne();
  }

  @Test
  void shouldTakeBackWhatIsRegisteredWhenStopped() throws Exception {
    start(log);
    reads.acquire();
    notices.stop();
    notices.join(20_000);

    assertThat(thread.isAlive()).isFalse();
    assertThat(closed.getCount()).isZero();
    assertThat(closedInterrupted).isFalse();
  }

  @Test
  void shouldSayWhatIsNotTakenBack() throws Exception {
    failureToClose = new IllegalStateException("by the test");
    start(log);
    reads.acquire();
    notices.stop();
    notices.join(20_000);

    assertThat(said.toString())
        .isEqualTo(
            "hostshift error: what played has registered is not taken back: "
                + "java.lang.IllegalStateException: by the test\n");
  }
}
