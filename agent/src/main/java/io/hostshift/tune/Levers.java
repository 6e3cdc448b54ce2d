package io.hostshift.tune;

import io.hostshift.hotspot.ClassStates;
import io.hostshift.hotspot.Collector;
import io.hostshift.hotspot.ForkJoinPools;
import io.hostshift.hotspot.Heap;
import io.hostshift.hotspot.HotSpot;
import io.hostshift.hotspot.UnavailableException;
import io.hostshift.hotspot.VmFlag;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** The settings that can be moved in this JVM, and why the others cannot. */
public final class Levers {
  /** The names of all settings, in the order in which they are moved. */
  public static final List<String> NAMES =
      Collections.unmodifiableList(
          Arrays.asList(
              ProcessorCount.NAME, ParallelWorkers.NAME, G1Markers.NAME, CommonPool.NAME));

  private final List<Setting> settings = new ArrayList<>();
  private final List<Status> unavailable = new ArrayList<>();
  private final Predicate<String> wanted;

  private Levers(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  /**
   * Those of a HotSpot.
   *
   * @param wanted by name; the others are left alone
   * @param headroom whether an explicit {@code ActiveProcessorCount} is only a ceiling
   */
  public static Levers of(
      HotSpot hotspot,
      Instrumentation instrumentation,
      Predicate<String> wanted,
      boolean headroom) {
    Levers levers = new Levers(wanted);
    levers.processors(hotspot, headroom);
    levers.collector(hotspot);
    levers.commonPool(instrumentation);
    return levers;
  }

  /** Those of a JVM whose memory is closed to us. */
  public static Levers without(String reason, Predicate<String> wanted) {
    Levers levers = new Levers(wanted);
    for (String name : NAMES) {
      levers.leave(name, reason);
    }
    return levers;
  }

  List<Setting> settings() {
    return settings;
  }

  List<Status> unavailable() {
    return unavailable;
  }

  private void leave(String name, String reason) {
    unavailable.add(Status.left(name, wanted.test(name) ? reason : "left out by settings"));
  }

  private boolean unwanted(String name) {
    if (!wanted.test(name)) {
      leave(name, "");
      return true;
    }
    return false;
  }

  private void processors(HotSpot hotspot, boolean headroom) {
    if (unwanted(ProcessorCount.NAME)) {
      return;
    }
    VmFlag flag = hotspot.flag("ActiveProcessorCount");
    String refusal = valueRefusal(flag);
    if (refusal != null) {
      leave(ProcessorCount.NAME, refusal);
      return;
    }
    settings.add(
        new ProcessorCount(
            new LiveFlag(flag), headroom, () -> Runtime.getRuntime().availableProcessors()));
  }

  private void collector(HotSpot hotspot) {
    WorkerLimit limit = unwanted(ParallelWorkers.NAME) ? null : parallel(hotspot);
    if (unwanted(G1Markers.NAME)) {
      return;
    }
    VmFlag markers = hotspot.flag("ConcGCThreads");
    if (hotspot.collector() != Collector.G1) {
      leave(G1Markers.NAME, "no lever for the concurrent threads of " + hotspot.collector());
    } else if (limit == null) {
      leave(G1Markers.NAME, "it goes with gc.parallel, which is left");
    } else if (markers == null || markers.originRefusal() != null) {
      leave(G1Markers.NAME, markers == null ? noFlag() : markers.originRefusal());
    } else {
      settings.add(new G1Markers(new LiveFlag(markers), limit));
    }
  }

  private WorkerLimit parallel(HotSpot hotspot) {
    Collector collector = hotspot.collector();
    VmFlag workers = hotspot.flag("ParallelGCThreads");
    VmFlag dynamic = hotspot.flag("UseDynamicNumberOfGCThreads");
    VmFlag heapPerThread = hotspot.flag("HeapSizePerGCThread");
    String reason =
        collector != Collector.G1 && collector != Collector.PARALLEL
            ? "no lever for the parallel threads of " + collector
            : workers == null || dynamic == null
                ? noFlag()
                : workers.origin().explicit()
                    ? Reasons.COMMAND_LINE
                    : dynamic.value() == 0
                        ? "UseDynamicNumberOfGCThreads is off"
                        : valueRefusal(heapPerThread);
    if (reason != null) {
      leave(ParallelWorkers.NAME, reason);
      return null;
    }
    WorkerLimit limit =
        new WorkerLimit(
            new LiveFlag(heapPerThread),
            (int) workers.value(),
            Heap::capacityBytes,
            hotspot.threads()::nonDaemonCount);
    settings.add(new ParallelWorkers(limit));
    return limit;
  }

  private void commonPool(Instrumentation instrumentation) {
    if (unwanted(CommonPool.NAME)) {
      return;
    }
    String refusal = ForkJoinPools.refusal();
    if (refusal != null) {
      leave(CommonPool.NAME, refusal);
      return;
    }
    try {
      ClassStates classes = ClassStates.open(instrumentation);
      settings.add(new CommonPool(new JdkCommonPool(classes)));
    } catch (UnavailableException e) {
      leave(CommonPool.NAME, e.getMessage());
    }
  }

  private static String valueRefusal(VmFlag flag) {
    return flag == null ? noFlag() : flag.valueRefusal();
  }

  private static String noFlag() {
    return "this JVM has no such flag";
  }
}
