package io.hostshift.tune;

import io.hostshift.base.UnavailableException;
import io.hostshift.hotspot.ClassStates;
import io.hostshift.hotspot.ForkJoinPools;
import io.hostshift.hotspot.HotSpot;
import io.hostshift.hotspot.VirtualThreads;
import io.hostshift.hotspot.VmFlag;
import io.hostshift.instrument.processor.CallSiteHook;
import io.hostshift.tune.collector.G1Markers;
import io.hostshift.tune.collector.GangWorkers;
import io.hostshift.tune.collector.ParallelWorkers;
import io.hostshift.tune.measurement.FlightRecording;
import io.hostshift.tune.measurement.Measurement;
import io.hostshift.tune.measurement.Peaks;
import io.hostshift.tune.measurement.Repair;
import io.hostshift.tune.pool.JdkCommonPool;
import io.hostshift.tune.pool.JdkScheduler;
import io.hostshift.tune.pool.PoolParallelism;
import io.hostshift.tune.pool.PoolSizes;
import io.hostshift.tune.processor.CommandLine;
import io.hostshift.tune.processor.HookedCount;
import io.hostshift.tune.processor.ProcessorCount;
import io.hostshift.tune.setting.Reasons;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.Status;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** The settings that can be moved in this JVM, and why the others cannot. */
public final class Levers {
  /** The settings that are a number, which a rule may name; in the order in which they move. */
  public static final List<String> NUMBERS =
      Collections.unmodifiableList(
          Arrays.asList(
              ProcessorCount.NAME,
              ParallelWorkers.NAME,
              G1Markers.NAME,
              PoolParallelism.COMMON,
              PoolParallelism.VIRTUAL_THREADS));

  /** All of them. */
  public static final List<String> NAMES;

  /** A setting that has levers to be picked. */
  public static final String PROCESSORS = ProcessorCount.NAME;

  /** Its levers: the flag and nothing else, or hooks and nothing else. */
  public static final List<String> PROCESSOR_CHOICES =
      Collections.unmodifiableList(Arrays.asList(ProcessorCount.CHOICE, HookedCount.CHOICE));

  /** A setting that has a lever to be picked. */
  public static final String PARALLEL = ParallelWorkers.NAME;

  /** Its levers that are used only where they are picked. */
  public static final List<String> PARALLEL_CHOICES = Collections.singletonList(GangWorkers.CHOICE);

  static {
    List<String> names = new ArrayList<>(NUMBERS);
    names.add(PoolSizes.NAME);
    names.add(Measurement.NAME);
    NAMES = Collections.unmodifiableList(names);
  }

  /** Settings that have parts or levers to be picked, {@code settings=SETTING:PART}. */
  public static final Map<String, List<String>> PARTS = parts();

  private final List<Setting> settings = new ArrayList<>();
  private final List<Status> unavailable = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final Predicate<String> wanted;
  private final BiPredicate<String, String> picked;

  private Levers(Predicate<String> wanted, BiPredicate<String, String> picked) {
    this.wanted = wanted;
    this.picked = picked;
  }

  /**
   * Those of a HotSpot.
   *
   * @param wanted by name; the others are left alone
   * @param picked whether a setting's lever was picked, such as {@code gc.parallel} and {@code
   *     gang}
   * @param headroom whether an explicit {@code ActiveProcessorCount} is only a ceiling
   */
  public static Levers of(
      HotSpot hotspot,
      Instrumentation instrumentation,
      Predicate<String> wanted,
      BiPredicate<String, String> picked,
      boolean headroom) {
    Levers levers = new Levers(wanted, picked);
    levers.processors(hotspot, instrumentation, headroom);
    new CollectorLevers(hotspot, levers).add();
    levers.pools(instrumentation, hotspot.version());
    return levers;
  }

  /**
   * Those of a JVM whose memory is closed to us: hooks need none of it.
   *
   * @param reason why it is
   */
  public static Levers without(
      String reason,
      Instrumentation instrumentation,
      Predicate<String> wanted,
      BiPredicate<String, String> picked,
      boolean headroom) {
    Levers levers = new Levers(wanted, picked);
    BooleanSupplier explicit = new CommandLine(ProcessorCount.FLAG);
    if (!levers.hook(instrumentation, explicit, headroom, reason)) {
      levers.leave(ProcessorCount.NAME, reason);
    }
    for (String name : NUMBERS) {
      if (!name.equals(ProcessorCount.NAME)) {
        levers.leave(name, reason);
      }
    }
    return levers;
  }

  List<Setting> settings() {
    return settings;
  }

  List<Status> unavailable() {
    return unavailable;
  }

  /** Why levers that were picked are not used: a line each. */
  public List<String> refusals() {
    return refusals;
  }

  boolean picks(String setting, String lever) {
    return picked.test(setting, lever);
  }

  /** Notes that a lever that was picked is not used; the usual one is. */
  void refuse(String line) {
    refusals.add(line);
  }

  boolean wants(String name) {
    return wanted.test(name);
  }

  /** Adds a setting that can be moved, or of which at least the number is known. */
  void add(Setting setting) {
    settings.add(setting);
  }

  /** Adds what begins anew after a move; with no parts it is left out. */
  public void measurement(List<Repair> repairs) {
    if (repairs.isEmpty() || !wants(Measurement.NAME)) {
      leave(Measurement.NAME, "no part of it was chosen");
    } else {
      add(new Measurement(repairs));
    }
  }

  /** Adds the pools of the application. */
  public void applicationPools(PoolSizes pools) {
    if (wants(PoolSizes.NAME)) {
      add(pools);
    } else {
      leave(PoolSizes.NAME, "");
    }
  }

  /** Leaves the pools of the application alone. */
  public void noPools(String reason) {
    leave(PoolSizes.NAME, reason);
  }

  /** Notes why a setting stays; the configuration's reason comes first. */
  void leave(String name, String reason) {
    unavailable.add(Status.left(name, wants(name) ? reason : "left out by settings"));
  }

  private void processors(HotSpot hotspot, Instrumentation instrumentation, boolean headroom) {
    VmFlag flag = hotspot.flag(ProcessorCount.FLAG);
    String refusal = flag == null ? Reasons.NO_FLAG : flag.valueRefusal();
    boolean explicit = flag != null && flag.origin().explicit();
    if (wants(PROCESSORS) && refusal == null && !picked.test(PROCESSORS, HookedCount.CHOICE)) {
      add(new ProcessorCount(flag, headroom, () -> Runtime.getRuntime().availableProcessors()));
    } else if (!hook(instrumentation, () -> explicit, headroom, refusal)) {
      leave(PROCESSORS, refusal);
    }
  }

  /**
   * Adds hooks, unless they are not wanted.
   *
   * @param refusal why the flag cannot be written; null if it can
   */
  private boolean hook(
      Instrumentation instrumentation, BooleanSupplier explicit, boolean headroom, String refusal) {
    boolean hooks = picked.test(PROCESSORS, HookedCount.CHOICE);
    if (!wants(PROCESSORS) || !hooks && picked.test(PROCESSORS, ProcessorCount.CHOICE)) {
      return false;
    }
    add(
        new HookedCount(
            new CallSiteHook(instrumentation),
            explicit,
            headroom,
            () -> Runtime.getRuntime().availableProcessors(),
            hooks ? "" : refusal));
    return true;
  }

  private void pools(Instrumentation instrumentation, int version) {
    try {
      ClassStates classes = ClassStates.open(instrumentation);
      pool(PoolParallelism.common(new JdkCommonPool(classes)), ForkJoinPools.refusal());
      pool(
          PoolParallelism.virtualThreads(new JdkScheduler(new VirtualThreads(classes))),
          VirtualThreads.refusal(version));
    } catch (UnavailableException e) {
      leave(PoolParallelism.COMMON, e.getMessage());
      leave(PoolParallelism.VIRTUAL_THREADS, e.getMessage());
    }
  }

  private void pool(Setting pool, String refusal) {
    if (refusal != null || !wants(pool.name())) {
      leave(pool.name(), refusal);
    } else {
      add(pool);
    }
  }

  private static Map<String, List<String>> parts() {
    Map<String, List<String>> parts = new LinkedHashMap<>();
    parts.put(Measurement.NAME, Arrays.asList(Peaks.NAME, FlightRecording.NAME));
    parts.put(PROCESSORS, PROCESSOR_CHOICES);
    parts.put(PARALLEL, PARALLEL_CHOICES);
    return Collections.unmodifiableMap(parts);
  }
}
