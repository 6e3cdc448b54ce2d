package io.hostshift.source.processor;

/**
 * Whether the kernel's clock still goes with the processor's time stamp counter. Under KVM the
 * clock kvm-clock is set back to where it was when a VM is stopped and goes on, and the counter is
 * not: so a move, a restored snapshot and a pause are steps between the two. No verdict rests on
 * it.
 *
 * <p>Samples come in the order of time. How fast the counter goes is learnt from them, and learnt
 * anew after a step, since another host may count faster.
 */
public final class ClockWitness {
  /** What two readings differ by otherwise is below a microsecond, and 20 in a disturbed VM. */
  private static final long LEAST_STEP_NANOS = 100_000;

  /** Until the counter's rate is known well enough to tell a step by. */
  private static final long LEARNING_NANOS = 300_000_000L;

  private boolean begun;
  private boolean learnt;
  private long firstTicks;
  private long firstNanos;
  private long lastTicks;
  private long lastNanos;
  private double nanosPerTick;
  private double megahertz;
  private long most;

  /**
   * Takes one sample.
   *
   * @param ticks of the counter
   * @param nanos of the clock
   * @return by how many nanoseconds the clock has gone more than the counter since the last sample,
   *     0 where that is no step; negative where it has gone less
   */
  public long take(long ticks, long nanos) {
    if (!begun) {
      begin(ticks, nanos);
      return 0;
    }
    long step = 0;
    if (learnt) {
      long apart = nanos - lastNanos - (long) ((ticks - lastTicks) * nanosPerTick);
      if (Math.abs(apart) >= LEAST_STEP_NANOS) {
        step = apart;
      } else {
        most = Math.max(most, Math.abs(apart));
      }
    }
    if (step != 0) {
      begin(ticks, nanos);
      return step;
    }
    lastTicks = ticks;
    lastNanos = nanos;
    if (nanos - firstNanos >= LEARNING_NANOS && ticks > firstTicks) {
      nanosPerTick = (double) (nanos - firstNanos) / (ticks - firstTicks);
      megahertz = 1000 / nanosPerTick;
      learnt = true;
    }
    return 0;
  }

  private void begin(long ticks, long nanos) {
    begun = true;
    learnt = false;
    firstTicks = ticks;
    firstNanos = nanos;
    lastTicks = ticks;
    lastNanos = nanos;
  }

  /** Of the counter, in MHz; 0 while it is not known yet. */
  public double megahertz() {
    return megahertz;
  }

  /** The most by which the two were apart between two samples that are no step, in nanoseconds. */
  public long mostApartNanos() {
    return most;
  }
}
