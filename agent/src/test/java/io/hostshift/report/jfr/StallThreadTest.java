package io.hostshift.report.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Eventually;
import io.hostshift.base.Log;
import io.hostshift.base.MuteLog;
import io.hostshift.base.Threads;
import io.hostshift.pause.Counters;
import io.hostshift.pause.Pause;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StallThreadTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Log log = new Log(new PrintStream(said, true), Log.Level.INFO);
  private final Semaphore steps = new Semaphore(0);
  private volatile Error failure;
  private volatile Thread thread;
  private StallThread stalls;

  private final Counters counters =
      new Counters() {
        @Override
        public long nanos() {
          thread = Thread.currentThread();
          steps.release();
          if (failure != null) {
            throw failure;
          }
          return 0;
        }

        @Override
        public long wallMillis() {
          return 0;
        }

        @Override
        public long collectionNanos() {
          return -1;
        }

        @Override
        public long safepointNanos() {
          return -1;
        }

        @Override
        public long waitedNanos() {
          return -1;
        }
      };

  private void start(Log to) throws InterruptedException {
    stalls = StallThread.start(wait -> counters, to);
    steps.acquire();
  }

  @AfterEach
  void stop() throws Exception {
    stalls.stop();
    thread.join(20_000);
    assertThat(thread.isAlive()).isFalse();
  }

  private boolean measured() {
    return stalls.between(0, 0, 0) != Pause.NOT_MEASURED;
  }

  @Test
  void shouldMeasureFromItsStartOn() throws Exception {
    start(log);
    steps.acquire(2);

    assertThat(measured()).isTrue();
  }

  @Test
  void shouldNotClaimThatNothingStalledOnceItHasFailed() throws Exception {
    start(log);
    failure = new NoClassDefFoundError("by the test");
    Threads.awaitState(thread, Thread.State.TIMED_WAITING);

    assertThat(measured()).isFalse();
    assertThat(said.toString())
        .isEqualTo(
            "hostshift error: the cause of pauses is not measured for half a minute, "
                + "all else works (number 1): java.lang.NoClassDefFoundError: by the test\n");
  }

  @Test
  void shouldMeasureAgainAfterAFailure() throws Exception {
    failure = new NoClassDefFoundError("by the test");
    start(log);
    Threads.awaitState(thread, Thread.State.TIMED_WAITING);
    failure = null;
    thread.interrupt();

    Eventually.holds("a stall is measured", this::measured);
  }

  @Test
  void shouldMeasureAgainWhereNotEvenAFailureCouldBeSaid() throws Exception {
    failure = new OutOfMemoryError("by the test");
    start(MuteLog.create());
    Threads.awaitState(thread, Thread.State.TIMED_WAITING);
    failure = null;
    steps.drainPermits();

    Threads.awaitAfterRest(thread, steps, 2);
    assertThat(measured()).isTrue();
  }

  /** A selector does not wait on a thread that was interrupted, which would take a processor. */
  @Test
  void shouldWaitBetweenItsStepsWhereSomebodyElseInterruptsIt() throws Exception {
    start(log);
    thread.interrupt();

    Eventually.holds("the interrupt is taken", () -> !thread.isInterrupted());
    steps.drainPermits();
    steps.acquire(2);
    assertThat(said.toString()).isEmpty();
  }
}
