package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SteadyThreadTest {
  private final Semaphore turns = new Semaphore(0);
  private final Semaphore mayGoOn = new Semaphore(0);
  private final CountDownLatch ended = new CountDownLatch(1);
  private SteadyThread steady;
  private Thread thread;

  private void start(SteadyThread.Turn turn) {
    start(turn, ended::countDown);
  }

  private void start(SteadyThread.Turn turn, Runnable end) {
    steady = new SteadyThread("test-steady", turn, end);
    steady.start();
    thread = Threads.running(steady.id());
  }

  private void waitingTurn() throws InterruptedException {
    turns.release();
    mayGoOn.acquire();
  }

  private void failingTurn() {
    turns.release();
    throw new IllegalStateException("by the test");
  }

  private void startAndAwaitRest() throws InterruptedException {
    start(this::failingTurn);
    turns.acquire();
    Threads.awaitState(thread, Thread.State.TIMED_WAITING);
  }

  @AfterEach
  void stop() {
    steady.stop();
  }

  @Test
  void shouldTakeTurnsUntilItIsStopped() throws Exception {
    start(this::waitingTurn);
    mayGoOn.release(2);
    turns.acquire(3);
    steady.stop();

    ended.await();
    assertThat(turns.tryAcquire()).isFalse();
    assertThat(steady.running()).isFalse();
  }

  @Test
  void shouldGoOnWhereSomebodyElseInterruptsIt() throws Exception {
    start(this::waitingTurn);
    turns.acquire();
    thread.interrupt();

    turns.acquire();
    assertThat(steady.running()).isTrue();
  }

  @Test
  void shouldGoOnAfterAFailure() throws Exception {
    start(this::failingTurn);

    Threads.awaitAfterRest(thread, turns, 3);
  }

  @Test
  void shouldGoOnAfterTheApplicationHasUsedUpTheHeap() throws Exception {
    start(
        () -> {
          turns.release();
          throw new OutOfMemoryError("by the test");
        });

    Threads.awaitAfterRest(thread, turns, 3);
  }

  /** An interrupt ends every wait at once, and so would have the failure repeat without a pause. */
  @Test
  void shouldRestAfterAFailureThoughSomebodyHasInterruptedIt() throws Exception {
    AtomicInteger taken = new AtomicInteger();
    start(
        () -> {
          taken.incrementAndGet();
          Thread.currentThread().interrupt();
          turns.release();
          throw new IllegalStateException("by the test");
        });
    turns.acquire();
    Threads.awaitState(thread, Thread.State.TIMED_WAITING);

    assertThat(taken).hasValue(1);
  }

  @Test
  void shouldEndAtOnceWhereItRestsAfterAFailure() throws Exception {
    startAndAwaitRest();
    steady.stop();

    ended.await();
  }

  @Test
  void shouldEndAtOnceWithoutAnInterruptToo() throws Exception {
    startAndAwaitRest();
    steady.stopAfterTurn();

    ended.await();
  }

  @Test
  void shouldNotInterruptATurnThatIsToGoToItsEnd() throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean(true);
    start(
        () -> {
          turns.release();
          mayGoOn.acquireUninterruptibly();
          interrupted.set(Thread.currentThread().isInterrupted());
        });
    turns.acquire();
    steady.stopAfterTurn();
    mayGoOn.release();

    ended.await();
    assertThat(interrupted).isFalse();
  }

  @Test
  void shouldNotInterruptWhatIsDoneAtTheEnd() throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean(true);
    start(
        () -> {
          turns.release();
          mayGoOn.acquireUninterruptibly();
        },
        () -> {
          steady.stop();
          interrupted.set(Thread.currentThread().isInterrupted());
          ended.countDown();
        });
    turns.acquire();
    steady.stop();
    mayGoOn.release();

    ended.await();
    assertThat(interrupted).isFalse();
  }

  /** The application's may end the JVM. */
  @Test
  void shouldTellNoHandlerOfTheApplicationOfAnEndThatFails() throws Exception {
    AtomicInteger told = new AtomicInteger();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((ended, e) -> told.incrementAndGet());
    try {
      start(
          this::waitingTurn,
          () -> {
            throw new IllegalStateException("by the test");
          });
      turns.acquire();
      steady.stop();
      thread.join();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }

    assertThat(told).hasValue(0);
  }

  @Test
  void shouldNeitherKeepTheJvmNorALoaderOfTheApplication() throws Exception {
    start(this::waitingTurn);
    turns.acquire();

    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getContextClassLoader()).isNull();
  }
}
