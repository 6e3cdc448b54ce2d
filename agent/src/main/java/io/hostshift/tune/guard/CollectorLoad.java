package io.hostshift.tune.guard;

/** What the collector has taken since the start of the JVM. */
final class CollectorLoad {
  private final long collections;
  private final long pauseNanos;
  private final long collectorTicks;
  private final long processTicks;

  /**
   * @param collectorTicks of processor time of its threads, in whichever unit; less than 0 if
   *     unknown
   * @param processTicks the same of the whole process
   */
  CollectorLoad(long collections, long pauseNanos, long collectorTicks, long processTicks) {
    this.collections = collections;
    this.pauseNanos = pauseNanos;
    this.collectorTicks = collectorTicks;
    this.processTicks = processTicks;
  }

  long collections() {
    return collections;
  }

  long pauseNanos() {
    return pauseNanos;
  }

  /** The collector's share of the processor time since an earlier look; less than 0 if unknown. */
  double shareSince(CollectorLoad earlier) {
    long all = processTicks - earlier.processTicks;
    return collectorTicks < 0 || earlier.collectorTicks < 0 || all <= 0
        ? -1
        : (double) (collectorTicks - earlier.collectorTicks) / all;
  }
}
