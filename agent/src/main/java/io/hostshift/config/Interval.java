package io.hostshift.config;

import java.util.concurrent.TimeUnit;

/**
 * The time between two polls: fixed, or a range within which a busy machine is left alone longer.
 */
public final class Interval {
  private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(10);

  /** What confirming a change and scheduling may take beyond the poll that notices it. */
  private static final long MARGIN = TimeUnit.MILLISECONDS.toNanos(50);

  public final long leastNanos;
  public final long mostNanos;

  private Interval(long leastNanos, long mostNanos) {
    if (leastNanos < LEAST || mostNanos < leastNanos) {
      throw new IllegalArgumentException("interval");
    }
    this.leastNanos = leastNanos;
    this.mostNanos = mostNanos;
  }

  static Interval parse(String text) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      long nanos = Durations.parse(text);
      return new Interval(nanos, nanos);
    }
    return new Interval(
        Durations.parse(text.substring(0, dots)), Durations.parse(text.substring(dots + 2)));
  }

  /** The longest fixed interval at which a move is still found, and confirmed, within a time. */
  static Interval within(long deadlineNanos) {
    long nanos = Math.max(LEAST, deadlineNanos - MARGIN);
    return new Interval(nanos, nanos);
  }
}
