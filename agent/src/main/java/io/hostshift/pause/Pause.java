package io.hostshift.pause;

import java.util.concurrent.TimeUnit;

/**
 * A pause around an event, with its cause as far as the guest can tell.
 *
 * <p>Most hypervisors stop the guest's clocks while they move it. Then nobody in the guest sees a
 * pause: {@code UNKNOWN} without a stall does not mean that there was none.
 */
public final class Pause {
  /** What made the process stand still. */
  public enum Cause {
    /** Neither the JVM nor a lack of processors explains it: the VM itself stood still. */
    BLACKOUT,
    /** For at least half of it a collection had stopped the application. */
    GC,
    /** None was seen, or something else explains it, or too little is known. */
    UNKNOWN
  }

  /** Nothing was measured. */
  public static final Pause NOT_MEASURED =
      new Pause(Cause.UNKNOWN, "nothing was measured at that time", null, 0);

  private final Cause cause;
  private final String reason;
  private final Stall stall;
  private final long clockStepMillis;

  private Pause(Cause cause, String reason, Stall stall, long clockStepMillis) {
    this.cause = cause;
    this.reason = reason;
    this.stall = stall;
    this.clockStepMillis = clockStepMillis;
  }

  /**
   * @param stall null if there was none
   */
  static Pause of(Stall stall, long clockStepMillis) {
    if (stall == null) {
      return clockStepMillis >= StallMeter.LEAST_STEP_MILLIS
          ? new Pause(
              Cause.BLACKOUT,
              "the wall clock was set ahead, and no stall was seen",
              null,
              clockStepMillis)
          : new Pause(
              Cause.UNKNOWN,
              "no stall was seen; where the guest's clocks stop with it, none can be",
              null,
              clockStepMillis);
    }
    long half = stall.nanos() / 2;
    if (stall.collectionNanos >= half) {
      return new Pause(
          Cause.GC, "a collection had stopped the application", stall, clockStepMillis);
    }
    if (stall.safepointNanos >= half) {
      return new Pause(
          Cause.UNKNOWN, "the JVM was at a safepoint for no collection", stall, clockStepMillis);
    }
    if (stall.waitedNanos >= half) {
      return new Pause(Cause.UNKNOWN, "no processor of the guest was free", stall, clockStepMillis);
    }
    boolean all = stall.collectionNanos >= 0 && stall.safepointNanos >= 0 && stall.waitedNanos >= 0;
    return all
        ? new Pause(
            Cause.BLACKOUT,
            "the JVM did not stop the thread, and it did not wait for a processor",
            stall,
            clockStepMillis)
        : new Pause(
            Cause.UNKNOWN,
            "this JVM or kernel does not tell of all that could explain it",
            stall,
            clockStepMillis);
  }

  public Cause cause() {
    return cause;
  }

  /** Why that cause, in words. */
  public String reason() {
    return reason;
  }

  /** How long a thread that wanted to run did not; 0 if that was not seen. */
  public long stallNanos() {
    return stall == null ? 0 : stall.nanos();
  }

  /** Of the stall, in collections; 0 if not known. */
  public long collectionNanos() {
    return stall == null ? 0 : Math.max(0, stall.collectionNanos);
  }

  /** Of the stall, at safepoints, collections included; 0 if not known. */
  public long safepointNanos() {
    return stall == null ? 0 : Math.max(0, stall.safepointNanos);
  }

  /** By how much the wall clock was set ahead, in nanoseconds. */
  public long clockStepNanos() {
    return TimeUnit.MILLISECONDS.toNanos(clockStepMillis);
  }
}
