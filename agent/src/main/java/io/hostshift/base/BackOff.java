package io.hostshift.base;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * How long to leave something alone that failed: twice as long each time, within bounds, and a
 * little more or less, so that many guests of one service do not come back at the same moment.
 */
public final class BackOff {
  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** Of the time, to both sides. */
  private static final double JITTER = 0.2;

  private final DoubleSupplier random;
  private int failures;
  private long restNanos;

  /**
   * @param random numbers from 0 to 1, such as {@code Math::random}
   */
  public BackOff(DoubleSupplier random) {
    this.random = random;
  }

  public void succeeded() {
    failures = 0;
    restNanos = 0;
  }

  public void failed() {
    failed(0);
  }

  /**
   * @param askedNanos how long the other side asks to be left alone; more than five minutes are not
   *     granted
   */
  public void failed(long askedNanos) {
    long doubled = Math.min(MOST_NANOS, FIRST_NANOS << Math.min(failures, 10));
    double factor = 1 - JITTER + 2 * JITTER * random.getAsDouble();
    long asked = Math.min(MOST_NANOS, askedNanos);
    restNanos = Math.max(asked, Math.min(MOST_NANOS, (long) (doubled * factor)));
    failures++;
  }

  /** From the failure on; 0 after a success. */
  public long restNanos() {
    return restNanos;
  }
}
