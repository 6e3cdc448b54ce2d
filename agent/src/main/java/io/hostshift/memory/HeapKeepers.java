package io.hostshift.memory;

import io.hostshift.hotspot.Collector;

/** Which way there is with which collector. */
public final class HeapKeepers {
  private HeapKeepers() {}

  public static HeapKeeper of(Collector collector, VmOptions options, HeapRelease release) {
    switch (collector) {
      case Z:
      case Z_GENERATIONAL:
      case SHENANDOAH:
      case SHENANDOAH_GENERATIONAL:
      case SHENANDOAH_OTHER:
        return new SoftMaximum(options, collector);
      case G1:
        return new SmallRatios(options);
      default:
        return new CollectionsAlone(release);
    }
  }
}
