package io.hostshift.base;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Threads of the agent, as somebody else in the JVM finds them. */
public final class Threads {
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
    Eventually.holds(thread.getName() + " is " + state, () -> thread.getState() == state);
  }

  /** Waits for that many permits, and shortens what the thread rests after a failure. */
  public static void awaitAfterRest(Thread thread, Semaphore permits, int number) {
    Eventually.holds(
        number + " more turns of " + thread.getName(),
        () -> {
          thread.interrupt();
          return permits.tryAcquire(number, 1, TimeUnit.MILLISECONDS);
        });
  }
}
