package io.hostshift.tune;

import io.hostshift.tune.collector.CollectorLevers;
import io.hostshift.tune.collector.G1Markers;
import io.hostshift.tune.collector.ParallelWorkers;
import io.hostshift.tune.fixed.JitThreads;
import io.hostshift.tune.fixed.PinnedThreads;
import io.hostshift.tune.measurement.Measurement;
import io.hostshift.tune.memory.HeapLevers;
import io.hostshift.tune.memory.HeapSetting;
import io.hostshift.tune.pool.JdkPools;
import io.hostshift.tune.pool.PoolParallelism;
import io.hostshift.tune.pool.PoolSizes;
import io.hostshift.tune.processor.HookedCount;
import io.hostshift.tune.processor.ProcessorCount;
import io.hostshift.tune.processor.ProcessorLevers;
import io.hostshift.tune.setting.Made;
import io.hostshift.tune.setting.Reasons;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import io.hostshift.tune.setting.ThisJvm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings that can be moved in this JVM, and why the others cannot. */
public final class Levers {
  /** All settings that there are, in the order in which they move. */
  private static final List<SettingRow> ROWS =
      Collections.unmodifiableList(
          Arrays.asList(
              new SettingRow(ProcessorLevers::made, ProcessorCount.TYPE),
              new SettingRow(
                  CollectorLevers::made,
                  ParallelWorkers.TYPE,
                  G1Markers.TYPE,
                  CollectorLevers.REFINEMENT),
              new SettingRow(
                  JdkPools::made, PoolParallelism.COMMON, PoolParallelism.VIRTUAL_THREADS),
              new SettingRow(PoolSizes::made, PoolSizes.TYPE),
              new SettingRow(HeapLevers::made, HeapSetting.TYPE),
              new SettingRow(Measurement::made, Measurement.TYPE),
              new SettingRow(JitThreads::made, JitThreads.TYPE),
              new SettingRow(PinnedThreads::made, PinnedThreads.TYPE)));

  /** The names of all. */
  public static final List<String> NAMES;

  /** Those that a rule may give a number. */
  public static final List<SettingType> NUMBERS;

  /** What may be picked of those that have levers or parts, by name. */
  public static final Map<String, List<String>> PARTS;

  static {
    List<String> names = new ArrayList<>();
    List<SettingType> numbers = new ArrayList<>();
    Map<String, List<String>> parts = new LinkedHashMap<>();
    for (SettingRow row : ROWS) {
      for (SettingType type : row.types()) {
        names.add(type.name());
        if (type.isNumber()) {
          numbers.add(type);
        }
        if (!type.choices().isEmpty()) {
          parts.put(type.name(), type.choices());
        }
      }
    }
    NAMES = Collections.unmodifiableList(names);
    NUMBERS = Collections.unmodifiableList(numbers);
    PARTS = Collections.unmodifiableMap(parts);
  }

  private final List<Setting> settings = new ArrayList<>();
  private final List<Status> unavailable = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();

  private Levers() {}

  /** Those of this JVM. What the configuration leaves out is not even looked for. */
  public static Levers of(ThisJvm jvm) {
    return of(jvm, ROWS);
  }

  static Levers of(ThisJvm jvm, List<SettingRow> rows) {
    Levers levers = new Levers();
    for (SettingRow row : rows) {
      levers.add(row, jvm);
    }
    return levers;
  }

  private void add(SettingRow row, ThisJvm jvm) {
    boolean wanted = false;
    for (SettingType type : row.types()) {
      if (jvm.wants(type)) {
        wanted = true;
      } else {
        unavailable.add(Status.left(type, "left out by settings"));
      }
    }
    if (wanted) {
      add(row.make(jvm), jvm);
    }
  }

  /** What is made together with a setting that is wanted need not be wanted itself. */
  private void add(Made made, ThisJvm jvm) {
    for (Setting setting : made.settings()) {
      if (jvm.wants(setting.type())) {
        settings.add(setting);
      }
    }
    for (Status status : made.left()) {
      if (jvm.wants(status.type())) {
        unavailable.add(status);
      }
    }
    refusals.addAll(made.refusals());
  }

  /**
   * Why the collector keeps the threads of its start, which were chosen by the count of processors;
   * empty if they can be moved, or were not chosen by it.
   */
  String keptThreads() {
    String kept = "";
    for (Setting setting : settings) {
      if (setting.type() == ParallelWorkers.TYPE || setting.type() == G1Markers.TYPE) {
        Status plan = setting.plan(new Target(1, 1, Collections.<String, Long>emptyMap()));
        if (!plan.lever().isEmpty()) {
          return "";
        }
        boolean chosen = plan.current() != null && !plan.reason().equals(Reasons.COMMAND_LINE);
        kept = kept.isEmpty() && chosen ? plan.reason() : kept;
      }
    }
    return kept;
  }

  /** Whether the count of processors can be answered for without a flag. */
  boolean hooksProcessors() {
    for (Setting setting : settings) {
      if (setting instanceof HookedCount) {
        return true;
      }
    }
    return false;
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
}
