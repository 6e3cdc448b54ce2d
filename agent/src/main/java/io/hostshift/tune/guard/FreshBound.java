package io.hostshift.tune.guard;

import io.hostshift.ergonomics.GcThreads;

/**
 * How much more a collector may take after a retuning than before it, where the host has changed as
 * well: what a JVM started on the new host could take at most, and a third on top.
 *
 * <p>A pause is work that is shared by the workers that have a processor, and work that is not
 * shared. With fewer of them the first grows in proportion, and the second does not: so a fresh JVM
 * takes at most the ratio longer. With more of them it takes less, but by how much depends on the
 * part that is not shared: so it is not held to less than before. With the share of processor time
 * it is the other way round: more workers wait for each other more.
 */
final class FreshBound {
  static final double THIRD_MORE = 4 / 3.0;

  /** Below these a difference is one of the clocks. */
  static final double LEAST_NANOS = 1e6;

  static final double LEAST_SHARE = 0.01;

  private final double before;
  private final double after;

  /**
   * @param workers that a pause could take before
   * @param processors that there were then
   * @param now those that there are now
   */
  FreshBound(int workers, int processors, int now) {
    before = Math.max(1, Math.min(workers, processors));
    after = Math.max(1, Math.min(GcThreads.parallel(now), now));
  }

  /** The longest typical pause that is not worse, in nanoseconds. */
  double pauseNanos(double nanosBefore) {
    return nanosBefore * Math.max(1, before / after) * THIRD_MORE;
  }

  /** The largest share of processor time that is not worse, from 0 to 1. */
  double share(double shareBefore) {
    return Math.min(1, shareBefore * Math.max(1, after / before) * THIRD_MORE);
  }

  boolean isWorsePause(double nanosBefore, double nanosAfter) {
    return nanosAfter > pauseNanos(nanosBefore) && nanosAfter - nanosBefore > LEAST_NANOS;
  }

  boolean isWorseShare(double shareBefore, double shareAfter) {
    return shareAfter > share(shareBefore) && shareAfter - shareBefore > LEAST_SHARE;
  }
}
