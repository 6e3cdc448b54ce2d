package io.hostshift.watch;

import io.hostshift.host.MigrationModel;
import java.util.concurrent.TimeUnit;

/**
 * How long to wait until the next poll of the local sources.
 *
 * <p>A guest that is told nothing is polled closely. Where moves are announced to us, polls may be
 * up to 10 s apart, and are 50 ms apart from a notice until its event has settled. Within a range
 * the wait grows as the machine gets busier, and never beyond the upper end.
 */
public final class Schedule {
  private static final long ANNOUNCED_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long EXPECTING_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final long leastNanos;
  private final long mostNanos;

  /**
   * @param leastNanos the wait on an idle machine
   * @param mostNanos the wait on a busy one; the same for a fixed interval
   */
  public Schedule(long leastNanos, long mostNanos) {
    if (leastNanos <= 0 || mostNanos < leastNanos) {
      throw new IllegalArgumentException(leastNanos + ".." + mostNanos);
    }
    this.leastNanos = leastNanos;
    this.mostNanos = mostNanos;
  }

  /** Whether it matters how busy the machine is. */
  public boolean isRange() {
    return mostNanos > leastNanos;
  }

  /**
   * The wait from one poll to the next.
   *
   * @param heard how moves are announced on channels that are really listened to
   * @param expecting whether a notice was given whose event has not settled
   * @param busy from 0, idle, to 1, all processors wanted by more than one
   */
  public long waitNanos(MigrationModel heard, boolean expecting, double busy) {
    if (expecting) {
      return Math.min(leastNanos, EXPECTING_NANOS);
    }
    double share = Math.max(0, Math.min(1, busy));
    long wait = leastNanos + (long) ((mostNanos - leastNanos) * share);
    return heard == MigrationModel.TRANSPARENT ? wait : Math.max(wait, ANNOUNCED_NANOS);
  }
}
