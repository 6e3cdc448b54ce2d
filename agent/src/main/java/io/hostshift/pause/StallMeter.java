package io.hostshift.pause;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Notes when a thread that wakes at a fixed period wakes late, and when the wall clock is set.
 *
 * <p>It has no thread: {@link #step} is called each {@link #PERIOD_NANOS} by whoever owns one.
 * Stalls under 50 ms are not noted: on a busy machine they mean nothing. What stops the guest's
 * clocks as well stalls nobody, as far as the guest can tell; a thread that waits for a page from a
 * disk is taken for one whose VM stands still.
 */
public final class StallMeter {
  /** Between two steps. */
  public static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Of a wall clock that was set: what is less is an ordinary correction. */
  static final long LEAST_STEP_MILLIS = 50;

  private static final int KEPT = 256;

  /** The wall clock was found this much ahead of where it should have been. */
  private static final class ClockStep {
    final long atNanos;
    final long millis;

    ClockStep(long atNanos, long millis) {
      this.atNanos = atNanos;
      this.millis = millis;
    }
  }

  private final Counters counters;
  private final Deque<Stall> stalls = new ArrayDeque<>();
  private final Deque<ClockStep> steps = new ArrayDeque<>();
  private boolean begun;
  private long nanos;
  private long wallMillis;
  private long collectionNanos;
  private long safepointNanos;
  private long waitedNanos;

  public StallMeter(Counters counters) {
    this.counters = counters;
  }

  /** Looks at the clocks. */
  public void step() {
    long now = counters.nanos();
    long wall = counters.wallMillis();
    long collections = counters.collectionNanos();
    long safepoints = counters.safepointNanos();
    long waited = counters.waitedNanos();
    if (begun) {
      long late = now - nanos - PERIOD_NANOS;
      if (late >= LEAST_NANOS) {
        keep(
            new Stall(
                now - late,
                now,
                since(collectionNanos, collections),
                since(safepointNanos, safepoints),
                since(waitedNanos, waited)));
      }
      long ahead = wall - wallMillis - TimeUnit.NANOSECONDS.toMillis(now - nanos);
      if (Math.abs(ahead) >= LEAST_STEP_MILLIS) {
        keep(new ClockStep(now, ahead));
      }
    }
    begun = true;
    nanos = now;
    wallMillis = wall;
    collectionNanos = collections;
    safepointNanos = safepoints;
    waitedNanos = waited;
  }

  private static long since(long before, long now) {
    return before < 0 || now < 0 ? -1 : Math.max(0, now - before);
  }

  private synchronized void keep(Stall stall) {
    stalls.addLast(stall);
    if (stalls.size() > KEPT) {
      stalls.removeFirst();
    }
  }

  private synchronized void keep(ClockStep step) {
    steps.addLast(step);
    if (steps.size() > KEPT) {
      steps.removeFirst();
    }
  }

  /**
   * What is known of a time; from any thread.
   *
   * @param fromNanos when it began, by the clock of the counters
   * @param toNanos when it ended
   * @param setByNanos how far ahead to look for a correction of the wall clock
   */
  public synchronized Pause between(long fromNanos, long toNanos, long setByNanos) {
    Stall longest = null;
    for (Stall stall : stalls) {
      boolean longer = longest == null || stall.nanos() > longest.nanos();
      if (longer && stall.overlaps(fromNanos, toNanos)) {
        longest = stall;
      }
    }
    long ahead = 0;
    for (ClockStep step : steps) {
      if (step.atNanos - fromNanos >= 0 && setByNanos - step.atNanos >= 0) {
        ahead += step.millis;
      }
    }
    return Pause.of(longest, ahead);
  }
}
