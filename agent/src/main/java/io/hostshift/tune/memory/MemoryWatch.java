package io.hostshift.tune.memory;

import io.hostshift.base.NanoClock;
import io.hostshift.host.Capacity;
import io.hostshift.host.HostProfile;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * What has the heap follow without an event: another size of the machine, as by a balloon, and
 * memory that is short. Each has a distance within which nothing is done, so that what flickers
 * moves nothing. On the agent's thread.
 */
public final class MemoryWatch {
  /** A balloon that breathes is no change. */
  private static final double CHANGED = 0.05;

  private static final double SHORT = 0.1;

  /** Short memory is told of again once this was between. */
  private static final double ENOUGH = 0.02;

  /** Collections for short memory are so far apart at least. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final DoubleSupplier pressure;
  private final Runnable relieve;
  private final NanoClock clock;
  private final long leastNanos;
  private Capacity last = Capacity.UNKNOWN;
  private long retunedNanos;
  private boolean retuned;
  private boolean told;
  private boolean relieved;
  private long relievedNanos;

  /**
   * @param pressure how short memory is, from 0 to 1
   * @param relieve gives back what is free
   * @param leastNanos between two retunings
   */
  public MemoryWatch(DoubleSupplier pressure, Runnable relieve, NanoClock clock, long leastNanos) {
    this.pressure = pressure;
    this.relieve = relieve;
    this.clock = clock;
    this.leastNanos = leastNanos;
  }

  /**
   * One step, at each poll.
   *
   * @return whether the machine has another size than when the heap was last moved for that
   */
  public boolean step(HostProfile profile) {
    look();
    Capacity now = profile.capacity();
    if (now.memoryLimitBytes() != last.memoryLimitBytes() || last.usableMemoryBytes() == 0) {
      // A limit that changes is an event, which the heap follows.
      last = now;
      return false;
    }
    long before = last.usableMemoryBytes();
    boolean changed = Math.abs(now.usableMemoryBytes() - before) > CHANGED * before;
    if (!changed || (retuned && clock.nanos() - retunedNanos < leastNanos)) {
      return false;
    }
    last = now;
    retuned = true;
    retunedNanos = clock.nanos();
    return true;
  }

  private void look() {
    double now = pressure.getAsDouble();
    if (now <= ENOUGH) {
      told = false;
    }
    boolean early = relieved && clock.nanos() - relievedNanos < PAUSE_NANOS;
    if (now >= SHORT && !told && !early) {
      told = true;
      relieved = true;
      relievedNanos = clock.nanos();
      relieve.run();
    }
  }
}
