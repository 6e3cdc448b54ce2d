package io.hostshift.report;

import java.util.concurrent.TimeUnit;

/** A time that has passed, in words: {@code 40 s}, {@code 12 min}, {@code 3 h}, {@code 5 days}. */
public final class Ago {
  private Ago() {}

  /**
   * Rounds down to the largest unit that fits.
   *
   * @param millis not negative
   */
  public static String of(long millis) {
    long seconds = TimeUnit.MILLISECONDS.toSeconds(millis);
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = TimeUnit.SECONDS.toMinutes(seconds);
    if (minutes < 120) {
      return minutes + " min";
    }
    long hours = TimeUnit.MINUTES.toHours(minutes);
    return hours < 48 ? hours + " h" : TimeUnit.HOURS.toDays(hours) + " days";
  }
}
