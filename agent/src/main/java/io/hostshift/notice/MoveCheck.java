package io.hostshift.notice;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decides whether a move may take place where the hypervisor asks that first: whoever listens has a
 * moment to ask for time, and the move is refused if more of it is wanted than the question waits.
 */
public final class MoveCheck {
  private final Readiness readiness;
  private final LongSupplier nanos;
  private final long beginNanos;
  private final long graceNanos;
  private final long limitNanos;

  /**
   * Begins now.
   *
   * @param nanos a clock
   * @param limitMillis how long the question waits
   */
  public MoveCheck(Readiness readiness, LongSupplier nanos, long limitMillis) {
    this.readiness = readiness;
    this.nanos = nanos;
    this.beginNanos = nanos.getAsLong();
    this.limitNanos = TimeUnit.MILLISECONDS.toNanos(limitMillis);
    this.graceNanos = Math.min(Readiness.GRACE_NANOS, limitNanos / 4);
    readiness.check();
  }

  /**
   * How it stands now; decided within the limit whatever anybody does.
   *
   * @return null as long as it is open, empty if the move may take place, else why not
   */
  public String verdict() {
    long gone = nanos.getAsLong() - beginNanos;
    long held = readiness.holdNanos();
    if (held > limitNanos - gone) {
      String why = readiness.why();
      return "held for another "
          + (TimeUnit.NANOSECONDS.toSeconds(held) + 1)
          + " s"
          + (why.isEmpty() ? "" : ": " + why);
    }
    return held > 0 || gone < graceNanos ? null : "";
  }

  /** To be called when the answer is given. */
  public void end() {
    readiness.checked();
  }
}
