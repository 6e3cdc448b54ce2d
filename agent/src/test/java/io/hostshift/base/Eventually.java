package io.hostshift.base;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** What comes to be in time: a test asks again and again until it is so. */
public final class Eventually {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private Eventually() {}

  /**
   * Waits until the condition holds.
   *
   * @throws AssertionError that says what did not come to be within half a minute
   */
  public static void holds(String what, Callable<Boolean> condition) {
    long begin = System.nanoTime();
    try {
      while (!condition.call()) {
        if (System.nanoTime() - begin > LIMIT_NANOS) {
          throw new AssertionError("not within 30 s: " + what);
        }
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting: " + what, e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("cannot be asked: " + what, e);
    }
  }
}
