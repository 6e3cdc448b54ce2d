package io.hostshift.tune.collector;

import io.hostshift.ergonomics.GcThreads;
import io.hostshift.ergonomics.ZgcThreads;
import io.hostshift.hotspot.Collector;

/** The collector threads that a fresh JVM with the same collector and heap would choose. */
public final class CollectorThreads {
  private final Collector collector;
  private final ZgcThreads zgc;

  /**
   * @param version of Java: 8, 11, 17, …
   * @param maxHeapBytes the most that the heap may be, as it was set or chosen at start
   */
  public CollectorThreads(Collector collector, int version, long maxHeapBytes) {
    this.collector = collector;
    this.zgc = new ZgcThreads(version, maxHeapBytes);
  }

  /** Whether it has threads that work in parallel, or beside the application. */
  public boolean any() {
    switch (collector) {
      case SERIAL:
      case EPSILON:
      case UNKNOWN:
        return false;
      default:
        return true;
    }
  }

  /** {@code ParallelGCThreads}. */
  public int parallel(int processors) {
    switch (collector) {
      case SHENANDOAH:
      case SHENANDOAH_GENERATIONAL:
      case SHENANDOAH_OTHER:
        return GcThreads.shenandoahParallel(processors);
      case Z:
      case Z_GENERATIONAL:
        return zgc.parallel(processors);
      default:
        return GcThreads.parallel(processors);
    }
  }

  /**
   * {@code ConcGCThreads}.
   *
   * @param parallel the parallel threads, from which some collectors derive it
   */
  public int concurrent(int processors, int parallel) {
    switch (collector) {
      case SHENANDOAH:
      case SHENANDOAH_GENERATIONAL:
      case SHENANDOAH_OTHER:
        return GcThreads.shenandoahConcurrent(processors);
      case Z:
      case Z_GENERATIONAL:
        return zgc.concurrent(processors);
      case CMS:
        return GcThreads.cmsConcurrent(parallel);
      case G1:
        return GcThreads.g1Concurrent(parallel);
      default:
        return 0;
    }
  }
}
