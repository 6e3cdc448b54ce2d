package io.hostshift.tune.collector;

import io.hostshift.base.UnavailableException;
import io.hostshift.ergonomics.DefaultCollector;
import io.hostshift.hotspot.Collector;
import io.hostshift.hotspot.Flag;
import io.hostshift.hotspot.Heap;
import io.hostshift.hotspot.HotSpot;
import io.hostshift.hotspot.Origin;
import io.hostshift.hotspot.UsedWorkers;
import io.hostshift.hotspot.VmFlag;
import io.hostshift.hotspot.WorkerGang;
import io.hostshift.tune.setting.FixedNumber;
import io.hostshift.tune.setting.Made;
import io.hostshift.tune.setting.Reasons;
import io.hostshift.tune.setting.Seen;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Target;
import io.hostshift.tune.setting.ThisJvm;
import io.hostshift.tune.setting.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** What can be moved of the collector that this JVM runs. */
public final class CollectorLevers {
  private static final SettingType PARALLEL = ParallelWorkers.TYPE;
  private static final SettingType CONCURRENT = G1Markers.TYPE;

  /** The threads of G1 that keep its remembered sets, as they work beside the application. */
  public static final SettingType REFINEMENT = SettingType.other("gc.refinement", Unit.THREADS);

  private final ThisJvm jvm;
  private final HotSpot hotspot;
  private final Collector collector;
  private final CollectorThreads fresh;
  private final Made made = new Made();
  private boolean gangUsed;
  private String gangRefusal = WorkerGang.PROVEN;

  private CollectorLevers(ThisJvm jvm) {
    this.jvm = jvm;
    this.hotspot = jvm.hotspot();
    this.collector = hotspot.collector();
    VmFlag heap = hotspot.flag("MaxHeapSize");
    this.fresh =
        new CollectorThreads(
            collector, hotspot.version(), heap == null ? Long.MAX_VALUE : heap.value());
  }

  /** The threads of the collector: those that stop the application, and those beside it. */
  public static Made made(ThisJvm jvm) {
    return jvm.hotspot() == null
        ? Made.left(PARALLEL, jvm.closed())
            .leave(CONCURRENT, jvm.closed())
            .leave(REFINEMENT, jvm.closed())
        : new CollectorLevers(jvm).make();
  }

  private Made make() {
    addThreads();
    refinement();
    if (jvm.picks(PARALLEL, GangWorkers.CHOICE) && !gangUsed) {
      made.refuse(PARALLEL + ":" + GangWorkers.CHOICE + " is not used: " + gangRefusal);
    }
    return made;
  }

  private void add(Setting threads) {
    made.add(
        new SeenThreads(threads, threads.type() == PARALLEL ? used() : CollectorLevers::unseen));
  }

  private static Seen unseen() {
    return Seen.not("how many worked beside the application is in the log of the collector alone");
  }

  private Supplier<Seen> used() {
    VmFlag flag = hotspot.flag("ParallelGCThreads");
    UsedWorkers used = hotspot.used(flag == null ? 0 : (int) flag.startValue());
    return () -> {
      try {
        return Seen.of(used.last());
      } catch (UnavailableException e) {
        return Seen.not(e.getMessage());
      }
    };
  }

  private void addThreads() {
    if (!fresh.any()) {
      String reason = withoutThreads();
      VmFlag serial = hotspot.flag("UseSerialGC");
      if (collector == Collector.SERIAL && serial != null && !serial.startOrigin().explicit()) {
        made.add(new WithoutThreads(PARALLEL, reason, hotspot.version()));
      } else {
        made.leave(PARALLEL, reason);
      }
      made.leave(CONCURRENT, reason);
      return;
    }
    switch (collector) {
      case G1:
      case PARALLEL:
        WorkerLimit limit = limit();
        markers(limit);
        break;
      case SHENANDOAH:
      case SHENANDOAH_GENERATIONAL:
        flags(PARALLEL, this::parallel, "ParallelGCThreads");
        flags(CONCURRENT, this::concurrent, "ConcGCThreads");
        break;
      case Z_GENERATIONAL:
        fixed(PARALLEL, this::parallel, "the pauses of ZGC do little, and have no lever");
        zgc();
        break;
      case Z:
        fixed(PARALLEL, this::parallel, "the pauses of ZGC do little, and have no lever");
        fixed(
            CONCURRENT,
            this::concurrent,
            "ZGC with one generation keeps a list for each: to change their number is not safe");
        break;
      case SHENANDOAH_OTHER:
        unproven("this mode of Shenandoah");
        break;
      default:
        unproven(collector.toString());
    }
  }

  private void unproven(String what) {
    fixed(PARALLEL, this::parallel, "no lever is proven for " + what);
    fixed(CONCURRENT, this::concurrent, "no lever is proven for " + what);
  }

  private void refinement() {
    VmFlag flag = hotspot.flag("G1ConcRefinementThreads");
    if (collector != Collector.G1) {
      made.leave(REFINEMENT, "only G1 has such threads");
    } else if (flag == null) {
      made.leave(REFINEMENT, Reasons.NO_FLAG);
    } else {
      String why =
          flag.startOrigin().explicit()
              ? Reasons.COMMAND_LINE
              : "G1 has made room for them at its start, and wakes as many as it needs";
      made.add(new FixedNumber(REFINEMENT, (int) flag.startValue(), why, this::parallel));
    }
  }

  private String withoutThreads() {
    switch (collector) {
      case SERIAL:
        return "Serial collects with one thread";
      case EPSILON:
        return "Epsilon does not collect";
      default:
        return "the collector is not known";
    }
  }

  private int parallel(Target target) {
    VmFlag flag = hotspot.flag("ParallelGCThreads");
    boolean stays = flag != null && (flag.startOrigin().explicit() || !jvm.wants(PARALLEL));
    return stays
        ? (int) flag.startValue()
        : target.of(PARALLEL, fresh.parallel(target.processors()));
  }

  private int concurrent(Target target) {
    int parallel = parallel(target);
    int number = target.of(CONCURRENT, fresh.concurrent(target.processors(), parallel));
    // More than the parallel ones are refused at start.
    return collector.isShenandoah() ? Math.min(parallel, number) : number;
  }

  /** Leaves a setting as it is, with its number and the one that a fresh JVM would have. */
  private void fixed(SettingType type, ToIntFunction<Target> wanted, String reason) {
    VmFlag flag = hotspot.flag(type == PARALLEL ? "ParallelGCThreads" : "ConcGCThreads");
    if (flag == null) {
      made.leave(type, Reasons.NO_FLAG);
    } else {
      String why = flag.startOrigin().explicit() ? Reasons.COMMAND_LINE : reason;
      add(new FixedNumber(type, (int) flag.value(), why, wanted));
    }
  }

  private void zgc() {
    VmFlag dynamic = hotspot.flag("UseDynamicNumberOfGCThreads");
    VmFlag all = hotspot.flag("ConcGCThreads");
    if (dynamic == null || dynamic.value() == 0) {
      fixed(CONCURRENT, this::concurrent, "UseDynamicNumberOfGCThreads is off");
    } else if (all != null && all.startOrigin().explicit()) {
      fixed(CONCURRENT, this::concurrent, Reasons.COMMAND_LINE);
    } else {
      flags(CONCURRENT, this::concurrent, "ZYoungGCThreads", "ZOldGCThreads");
    }
  }

  private void flags(SettingType type, ToIntFunction<Target> wanted, String... names) {
    List<Flag> live = new ArrayList<>();
    String refusal = null;
    for (String flagName : names) {
      VmFlag flag = hotspot.flag(flagName);
      if (flag == null) {
        refusal = Reasons.NO_FLAG;
      } else if (flag.startOrigin().explicit()) {
        refusal = Reasons.COMMAND_LINE;
      } else {
        refusal = refusal == null ? flag.valueRefusal() : refusal;
        live.add(flag);
      }
    }
    if (refusal != null) {
      fixed(type, wanted, refusal);
    } else {
      String lever = (names.length == 1 ? "flag " : "flags ") + String.join(" and ", names);
      add(new ThreadFlags(type, lever, live, wanted));
    }
  }

  /** Null if it is left. */
  private WorkerLimit limit() {
    VmFlag workers = hotspot.flag("ParallelGCThreads");
    VmFlag dynamic = hotspot.flag("UseDynamicNumberOfGCThreads");
    VmFlag heapPerThread = hotspot.flag("HeapSizePerGCThread");
    if (workers == null || dynamic == null || heapPerThread == null || !jvm.wants(PARALLEL)) {
      made.leave(PARALLEL, Reasons.NO_FLAG);
      return null;
    }
    String reason =
        workers.origin().explicit()
            ? Reasons.COMMAND_LINE
            : dynamic.value() == 0
                ? "UseDynamicNumberOfGCThreads is off"
                : heapPerThread.valueRefusal();
    if (reason != null) {
      gangRefusal = reason;
      fixed(PARALLEL, this::parallel, reason);
      return null;
    }
    WorkerLimit limit =
        new WorkerLimit(
            heapPerThread,
            (int) workers.value(),
            Heap::capacityBytes,
            NamedNonDaemons.live(hotspot.threads()::nonDaemonCount));
    add(chosenAtStart(workers(limit)));
    return limit;
  }

  private Setting workers(WorkerLimit limit) {
    if (jvm.picks(PARALLEL, GangWorkers.CHOICE)) {
      try {
        Setting gang = new GangWorkers(limit, hotspot.gang(limit.workers()));
        gangUsed = true;
        return gang;
      } catch (UnavailableException e) {
        gangRefusal = e.getMessage();
      }
    }
    return new ParallelWorkers(limit, help());
  }

  /** Where the gang is proven, and was not asked for. */
  private String help() {
    return hotspot.gangProven() && !jvm.picks(PARALLEL, GangWorkers.CHOICE)
        ? "; settings=" + PARALLEL + ":" + GangWorkers.CHOICE + " (experimental) goes below that"
        : "";
  }

  private Setting chosenAtStart(Setting threads) {
    boolean g1 = collector == Collector.G1;
    VmFlag flag = hotspot.flag(g1 ? "UseG1GC" : "UseParallelGC");
    return flag != null && flag.startOrigin() == Origin.ERGONOMIC
        ? new ChosenCollector(
            threads, g1 ? DefaultCollector.G1 : DefaultCollector.PARALLEL, hotspot.version())
        : threads;
  }

  private void markers(WorkerLimit limit) {
    VmFlag markers = hotspot.flag("ConcGCThreads");
    if (collector == Collector.PARALLEL) {
      made.leave(CONCURRENT, "Parallel never works beside the application");
    } else if (markers == null) {
      made.leave(CONCURRENT, Reasons.NO_FLAG);
    } else {
      add(new MarkerLever(hotspot, markers, fresh).setting(limit));
    }
  }
}
