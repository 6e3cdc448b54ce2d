package io.hostshift.memory;

import io.hostshift.hotspot.Collector;

/** Which way there is with which collector. */
public final class HeapKeepers {
  private HeapKeepers() {}

  /**
   * What keeps the heap to a size.
   *
   * @param release sets some of the same options for a while
   */
  public static HeapKeeper of(Collector collector, VmOptions options, HeapRelease release) {
    switch (collector) {
      case Z:
      case Z_GENERATIONAL:
      case SHENANDOAH:
      case SHENANDOAH_GENERATIONAL:
      case SHENANDOAH_OTHER:
        return release.softMaximum();
      case G1:
        return new SmallRatios(options, release.ratios());
      default:
        return new CollectionsAlone(release);
    }
  }
}
