package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Threads of the agent, as somebody else in the JVM finds them, and what tests wait for. */
public final class Threads {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

  private Threads() {}

  /** The one with this number, which runs. */
  public static Thread running(long id) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getId() == id)
        .findFirst()
        .orElseThrow();
  }

  /** All of this name that run. */
  public static List<Thread> named(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .toList();
  }

  public static void awaitState(Thread thread, Thread.State state) {
    await(() -> thread.getState() == state);
  }

  /** Something that comes to be. */
  public interface Condition {
    boolean holds() throws InterruptedException;
  }

  public static void await(Condition condition) {
    long end = System.nanoTime() + LIMIT_NANOS;
    try {
      while (!condition.holds()) {
        assertThat(System.nanoTime()).as("came to be in time").isLessThan(end);
        Thread.onSpinWait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits for that many permits, and shortens what the thread rests after a failure. */
  public static void awaitAfterRest(Thread thread, Semaphore permits, int number) {
    await(
        () -> {
          thread.interrupt();
          return permits.tryAcquire(number, 1, TimeUnit.MILLISECONDS);
        });
  }
}
