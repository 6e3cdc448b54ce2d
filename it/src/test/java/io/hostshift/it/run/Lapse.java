package io.hostshift.it.run;

import java.time.Duration;

/**
 * Time that has to pass in a test: a rate, a time over which is measured, or one in which nothing
 * may happen. Whatever comes to be is waited for by {@link Eventually} instead.
 */
public final class Lapse {
  private Lapse() {}

  /**
   * Returns after this time; at once where it is not positive.
   *
   * @param why so long, for the reader of the test and of a thread dump that finds it here
   */
  public static void of(Duration time, String why) {
    if (time.isNegative()) {
      return;
    }
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted: " + why, e);
    }
  }

  /** As {@link #of(Duration, String)}. */
  public static void ofMillis(long millis, String why) {
    of(Duration.ofMillis(millis), why);
  }
}
