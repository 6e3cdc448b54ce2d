package io.hostshift.config;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Times as people write them: {@code 200ms}, {@code 1s}, {@code 5m}, {@code 1h}. */
final class Durations {
  private static final String[] UNITS = {"ms", "s", "m", "h"};
  private static final TimeUnit[] TIME_UNITS = {
    TimeUnit.MILLISECONDS, TimeUnit.SECONDS, TimeUnit.MINUTES, TimeUnit.HOURS
  };

  private Durations() {}

  /**
   * Nanoseconds of a whole number with a unit, from 0 to one hour.
   *
   * @throws IllegalArgumentException if the text is no such time
   */
  static Long parse(String text) {
    String lower = text.trim().toLowerCase(Locale.ROOT);
    for (int i = 0; i < UNITS.length; i++) {
      if (lower.endsWith(UNITS[i])) {
        String digits = lower.substring(0, lower.length() - UNITS[i].length()).trim();
        long nanos = TIME_UNITS[i].toNanos(Long.parseLong(digits));
        if (nanos < 0 || nanos > TimeUnit.HOURS.toNanos(1)) {
          throw new IllegalArgumentException(text);
        }
        return nanos;
      }
    }
    throw new IllegalArgumentException("a time needs a unit: " + text);
  }
}
