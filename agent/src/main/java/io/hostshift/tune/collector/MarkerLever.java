package io.hostshift.tune.collector;

import io.hostshift.base.UnavailableException;
import io.hostshift.hotspot.HotSpot;
import io.hostshift.hotspot.Origin;
import io.hostshift.hotspot.VmFlag;
import io.hostshift.tune.setting.FixedNumber;
import io.hostshift.tune.setting.Reasons;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.Target;

/** What moves the concurrent markers of G1 on this JVM. */
final class MarkerLever {
  private final HotSpot hotspot;
  private final VmFlag concGcThreads;
  private final CollectorThreads fresh;

  /**
   * @param fresh what a JVM started there would have
   */
  MarkerLever(HotSpot hotspot, VmFlag concGcThreads, CollectorThreads fresh) {
    this.hotspot = hotspot;
    this.concGcThreads = concGcThreads;
    this.fresh = fresh;
  }

  /**
   * @param limit what the parallel workers have; null if those are left
   */
  Setting setting(WorkerLimit limit) {
    if (concGcThreads.startOrigin().explicit()) {
      return left(Reasons.COMMAND_LINE);
    }
    Setting limited = limited();
    if (limited != null) {
      return limited;
    }
    if (limit == null) {
      return left("it goes with gc.parallel, which is left");
    }
    String refusal = concGcThreads.originRefusal();
    return refusal == null ? new G1Markers(concGcThreads, limit) : left(refusal);
  }

  /** Null where their limit is not to be had: their origin still is. */
  private Setting limited() {
    // With any other origin G1 would choose among the markers by a rule of its own.
    if (!hotspot.markersProven() || concGcThreads.startOrigin() != Origin.ERGONOMIC) {
      return null;
    }
    try {
      return new MarkerThreads(hotspot.markers(), (int) concGcThreads.startValue(), this::wanted);
    } catch (UnavailableException e) {
      return null;
    }
  }

  private Setting left(String reason) {
    return new FixedNumber(G1Markers.TYPE, (int) concGcThreads.value(), reason, this::wanted);
  }

  /** G1 derives it from its parallel workers, whether those are moved or not. */
  private int wanted(Target target) {
    VmFlag workers = hotspot.flag("ParallelGCThreads");
    int parallel =
        workers != null && workers.startOrigin().explicit()
            ? (int) workers.startValue()
            : target.of(ParallelWorkers.TYPE, fresh.parallel(target.processors()));
    return target.of(G1Markers.TYPE, fresh.concurrent(target.processors(), parallel));
  }
}
