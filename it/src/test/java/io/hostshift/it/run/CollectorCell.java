package io.hostshift.it.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One JDK with one collector, and what of its threads can be read from its log.
 *
 * @param version of Java
 * @param collector its name here
 * @param options that choose it
 * @param log how its log tells the threads that a collection uses; null where nothing does
 * @param setting the setting that those threads are; null where the collector has no lever
 */
public record CollectorCell(
    int version, String collector, List<String> options, GcLog.Format log, String setting) {
  private static final String PARALLEL = "gc.parallel";
  private static final String CONCURRENT = "gc.concurrent";
  private static final String DYNAMIC = "-XX:+UseDynamicNumberOfGCThreads";

  /** All that there are. */
  public static List<CollectorCell> all() {
    return Jdk.MATRIX.stream().flatMap(version -> of(version).stream()).toList();
  }

  /** All of one JDK. */
  public static List<CollectorCell> of(int version) {
    List<CollectorCell> cells = new ArrayList<>();
    cells.add(without(version, "Serial", "-XX:+UseSerialGC"));
    String[] dynamic = version == 8 ? new String[] {DYNAMIC} : new String[0];
    cells.add(
        new CollectorCell(
            version,
            "Parallel",
            with("-XX:+UseParallelGC", dynamic),
            version == 8 ? GcLog.Format.PARALLEL_8 : GcLog.Format.PARALLEL,
            PARALLEL));
    cells.add(
        new CollectorCell(
            version,
            "G1",
            with("-XX:+UseG1GC", dynamic),
            version == 8 ? GcLog.Format.G1_8 : GcLog.Format.G1,
            PARALLEL));
    if (version <= 11) {
      cells.add(without(version, "CMS", "-XX:+UseConcMarkSweepGC"));
    }
    if (version >= 11) {
      cells.add(shenandoah(version, "Shenandoah", "satb"));
    }
    if (version >= 25) {
      cells.add(shenandoah(version, "Shenandoah, generational", "generational"));
    }
    if (version >= 11 && version <= 21) {
      cells.add(without(version, "ZGC, one generation", "-XX:+UseZGC"));
    }
    if (version >= 21) {
      String[] generational = version == 21 ? new String[] {"-XX:+ZGenerational"} : new String[0];
      cells.add(
          new CollectorCell(
              version,
              "ZGC, generational",
              with("-XX:+UseZGC", generational),
              GcLog.Format.ZGC,
              CONCURRENT));
    }
    return cells;
  }

  /** The few that are run each time: two JDKs, and each kind of lever. */
  public static Stream<CollectorCell> quick() {
    return all().stream().filter(CollectorCell::isQuick);
  }

  public static Stream<CollectorCell> others() {
    return all().stream().filter(cell -> !cell.isQuick());
  }

  private boolean isQuick() {
    return setting != null
        && (version == 17 || version == 25)
        && !collector.equals("Parallel")
        && !collector.equals("Shenandoah, generational");
  }

  public boolean hasLever() {
    return setting != null;
  }

  /** The options that choose the collector. */
  public String[] choosing() {
    return options.toArray(String[]::new);
  }

  @Override
  public String toString() {
    return "JDK " + version + " " + collector;
  }

  private static CollectorCell shenandoah(int version, String name, String mode) {
    String[] more =
        mode.equals("satb") ? new String[0] : new String[] {"-XX:ShenandoahGCMode=" + mode};
    return new CollectorCell(
        version, name, with("-XX:+UseShenandoahGC", more), GcLog.Format.SHENANDOAH, PARALLEL);
  }

  private static CollectorCell without(int version, String collector, String option) {
    return new CollectorCell(version, collector, with(option), null, null);
  }

  private static List<String> with(String option, String... more) {
    List<String> options = new ArrayList<>(List.of("-XX:+UnlockExperimentalVMOptions", option));
    options.addAll(List.of(more));
    return options;
  }
}
