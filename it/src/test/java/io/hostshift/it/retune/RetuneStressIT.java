package io.hostshift.it.retune;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.CollectorCell;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.MarkingLog;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.VerifyingLoad;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * Retunes twenty times a second until a JVM has collected often enough, while it verifies its heap
 * after each collection and the load checks its data. What came of it is appended to {@code
 * docs/results/retune-stress.tsv}, a row for each kind of write; a build of Java that has clean
 * rows there is not run again. The writes that the agent may make are those that have such rows.
 *
 * <p>{@code -Dhostshift.it.stressCells='JDK 17 .*'} chooses the cells, {@code
 * -Dhostshift.it.stressHome=FOLDER} another build of Java, {@code -Dhostshift.it.stressTable=FILE}
 * another table, {@code -Dhostshift.it.stressCollections=200} a shorter run.
 */
@Tag("jdks")
@Tag("long")
class RetuneStressIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  /** A cell that collects too seldom proves nothing, and fails. */
  private static final Duration MOST = Duration.ofMinutes(30);

  private static final long LEAST_WRITES = 50;
  private static final long BETWEEN_MILLIS = 50;

  /** Where the load itself has the settings put back and retuned meanwhile. */
  private static final long SELDOM_MILLIS = 1000;

  private static final String FULL_COLLECTION_MILLIS = "700";
  private static final String REST_MILLIS = "0";

  /** What asks for a collection begins a cycle, and waits for its end. */
  private static final String ONE_AFTER_THE_OTHER_MILLIS = "1";

  private static final String MUCH_REST_MILLIS = "10";

  private static final int SLOTS = 1000;
  private static final int FEW_SLOTS = 300;
  private static final String HUMONGOUS_KIB = "1500";
  private static final Random RANDOM = new Random(4);
  private static final Path CRASHES = Path.of("target", "stress");
  private static final StressTable TABLE = StressTable.kept();
  private static final Pattern OF_THE_JVM =
      Pattern.compile(
          " (VerifyAfterGC:)?\\[Verifying .*\\]|.* warning: .*|\\[.*"
              + "|Started recording .*|Use jcmd .*|");
  private static final String ARCHITECTURE =
      System.getProperty("os.arch").replace("amd64", "x86-64");

  private static final String MARKER_LEVER = "the limit of G1's markers";
  private static final String GANG_LEVER = "the gang of workers (experimental)";
  private static final int HISTOGRAM_EACH_MOVES = 100;

  @TempDir Path folder;

  static Stream<CollectorCell> cells() {
    return CollectorCell.all().stream().filter(RetuneStressIT::isChosen);
  }

  private static boolean isChosen(CollectorCell cell) {
    String home = System.getProperty("hostshift.it.stressHome");
    return cell.toString().matches(property("hostshift.it.stressCells", ".*"))
        && (home == null || Jdk.at(Path.of(home)).version() == cell.version());
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("cells")
  void shouldNeitherCrashNorBreakTheHeap(CollectorCell cell) throws Exception {
    stress(cell, StressKind.FLAGS);
  }

  static Stream<CollectorCell> gangs() {
    return cells().filter(StressKind.GANG::concerns);
  }

  /** What counts the workers for itself is called as well: a histogram of the heap, by eight. */
  @ParameterizedTest(name = "{0}, gang", allowZeroInvocations = true)
  @MethodSource("gangs")
  void shouldDoSoWithTheExperimentalLever(CollectorCell cell) throws Exception {
    stress(cell, StressKind.GANG);
  }

  static Stream<CollectorCell> markers() {
    return cells().filter(StressKind.MARKERS::concerns);
  }

  /** Put back and retuned every few milliseconds, while G1 marks all the time. */
  @ParameterizedTest(name = "{0}, markers", allowZeroInvocations = true)
  @MethodSource("markers")
  void shouldDoSoWithTheLimitOfTheMarkers(CollectorCell cell) throws Exception {
    stress(cell, StressKind.MARKERS);
  }

  private void stress(CollectorCell cell, StressKind kind) throws Exception {
    String home = System.getProperty("hostshift.it.stressHome");
    Jdk jdk = home == null ? Jdk.of(cell.version()) : Jdk.at(Path.of(home));
    StressVariant variant = StressVariant.of(cell, kind);
    int[] processors = IntStream.rangeClosed(1, variant.processors()).toArray();
    OperatedHost host = new OperatedHost(folder, processors);
    MarkingLog log = new MarkingLog(folder.resolve("marking.log"));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("collector", cell.collector());
    row.put("version", cell.version());
    row.put("result", "failed");
    row.put("start", Instant.now().truncatedTo(ChronoUnit.SECONDS));
    row.put("options", variant);
    row.put("architecture", ARCHITECTURE);
    Map<String, Long> writes = Map.of();
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .options(cell.choosing())
            .options(verifying(cell, kind))
            .options(kind == StressKind.MARKERS ? log.options() : new String[0])
            .options(variant.options())
            .options("-Dload.slots=" + (kind == StressKind.MARKERS ? FEW_SLOTS : SLOTS))
            .options("-XX:ErrorFile=" + folder.resolve("hs_err.log"))
            .agent("headroom=true,interval=10ms,log=error," + kind.arguments() + host.arguments())
            .main(
                kind == StressKind.MARKERS
                    ? FlippingLoad.compile(folder)
                    : VerifyingLoad.compile(folder),
                asksAllTheTime(cell, kind) ? ONE_AFTER_THE_OTHER_MILLIS : FULL_COLLECTION_MILLIS,
                kind == StressKind.MARKERS ? MUCH_REST_MILLIS : REST_MILLIS,
                "0",
                variant.humongous() ? HUMONGOUS_KIB : "0")
            .folder(folder)
            .start()) {
      // A JVM that is attached to before it is up would end.
      jvm.out().await(VerifyingLoad.STARTED, LIMIT);
      MBeanServerConnection beans = jvm.jmx();
      AgentView view = new AgentView(beans).awaitRegistered(LIMIT);
      String name = attribute(beans, "VmVendor") + " " + attribute(beans, "VmVersion");
      row.put("jvm", name);
      assumeThat(TABLE.isClean(ARCHITECTURE, cell.collector(), name, kind, kind.collections()))
          .as("a clean row of " + cell + " on " + name)
          .isFalse();
      StressedWrites seen = new StressedWrites(beans);
      long end = System.nanoTime() + MOST.toNanos();
      long done = 0;
      for (long moves = 0;
          done < kind.collections()
              || kind == StressKind.FLAGS && !stressed(cell, writes)
              || few(writes);
          moves++) {
        if (kind == StressKind.MARKERS) {
          // A full collection, which a cycle that is under way is given up for.
          histogram(beans);
        }
        if (kind == StressKind.GANG && moves % HISTOGRAM_EACH_MOVES == 0) {
          histogram(beans, "-all", "-parallel=8");
          assertThat(view.settings("lever")).containsEntry("gc.parallel", GANG_LEVER);
        }
        host.moveTo(processors[RANDOM.nextInt(processors.length)]);
        Lapse.ofMillis(
            kind == StressKind.MARKERS ? SELDOM_MILLIS : BETWEEN_MILLIS, "the rate of the stress");
        seen.look();
        writes =
            switch (kind) {
              case FLAGS -> seen.changes();
              case GANG -> Map.of(kind.write(), view.count());
              case MARKERS -> Map.of(kind.write(), flips(beans, view));
            };
        assertThat(jvm.process().isAlive()).as(jvm.toString()).isTrue();
        done = kind == StressKind.MARKERS ? log.cycles() : collections(beans);
        assertThat(System.nanoTime()).as("collected " + done).isLessThan(end);
        row.put("collections", done);
      }
      // 8 prints what it verifies; what is wrong any JVM would print as well, and end.
      assertThat(jvm.out().all().stream().filter(line -> !OF_THE_JVM.matcher(line).matches()))
          .as("what the load found wrong")
          .containsExactly(VerifyingLoad.STARTED);
      assertThat(view.settings("state").values()).doesNotContain("FAILED");
      row.put("result", "clean");
    } catch (TestAbortedException e) {
      row.clear();
      throw e;
    } finally {
      if (!row.isEmpty()) {
        keep(cell, row, writes);
      }
    }
  }

  /**
   * Where what is asked for is what is counted: ZGC of one generation collects seldom by itself.
   */
  private static boolean asksAllTheTime(CollectorCell cell, StressKind kind) {
    return kind == StressKind.MARKERS || cell.collector().equals("ZGC, one generation");
  }

  /** Whether what the collector's own threads depend on was written at all. */
  private static boolean stressed(CollectorCell cell, Map<String, Long> writes) {
    return writes.keySet().containsAll(StressedWrites.threads(cell.collector()));
  }

  private static boolean few(Map<String, Long> writes) {
    return writes.isEmpty() || writes.values().stream().anyMatch(count -> count < LEAST_WRITES);
  }

  private void keep(CollectorCell cell, Map<String, Object> row, Map<String, Long> writes)
      throws IOException {
    Path crash = folder.resolve("hs_err.log");
    if (Files.exists(crash)) {
      row.put("result", "crashed");
      Files.copy(
          crash,
          Files.createDirectories(CRASHES)
              .resolve(cell.toString().replaceAll("[^A-Za-z0-9]+", "-") + ".log"),
          REPLACE_EXISTING);
    }
    row.put("end", Instant.now().truncatedTo(ChronoUnit.SECONDS));
    Map<String, Long> kinds = writes.isEmpty() ? Map.of("none", 0L) : new TreeMap<>(writes);
    kinds.forEach(
        (write, count) -> {
          row.put("write", write);
          row.put("writes", count);
          TABLE.add(row);
        });
  }

  private static void histogram(MBeanServerConnection beans, String... options) throws Exception {
    beans.invoke(
        new ObjectName("com.sun.management:type=DiagnosticCommand"),
        "gcClassHistogram",
        new Object[] {options},
        new String[] {String[].class.getName()});
  }

  /** How often the load has seen another number of markers after it was put back or retuned. */
  private static long flips(MBeanServerConnection beans, AgentView view) throws IOException {
    assertThat(view.settings("lever")).containsEntry("gc.concurrent", MARKER_LEVER);
    return Long.parseLong(
        ManagementFactory.getPlatformMXBean(beans, RuntimeMXBean.class)
            .getSystemProperties()
            .getOrDefault("load.flips", "0"));
  }

  /** What each collector has of its own to look at the heap with. */
  private static String[] verifying(CollectorCell cell, StressKind kind) {
    if (kind == StressKind.MARKERS) {
      // After the full collections alone: else there would be few cycles of marking.
      return new String[] {
        "-XX:+UnlockDiagnosticVMOptions", "-XX:+VerifyAfterGC", "-XX:VerifyGCType=full"
      };
    }
    if (cell.version() == 11 && cell.collector().startsWith("ZGC")) {
      return new String[] {
        "-XX:+UnlockDiagnosticVMOptions", "-XX:+ZVerifyMarking", "-XX:+ZVerifyForwarding"
      };
    }
    if (cell.collector().startsWith("ZGC")) {
      return new String[] {
        "-XX:+UnlockDiagnosticVMOptions", "-XX:+ZVerifyRoots", "-XX:+ZVerifyObjects"
      };
    }
    boolean shenandoah = cell.collector().startsWith("Shenandoah");
    return new String[] {
      "-XX:+UnlockDiagnosticVMOptions", shenandoah ? "-XX:+ShenandoahVerify" : "-XX:+VerifyAfterGC"
    };
  }

  private static long collections(MBeanServerConnection beans) throws Exception {
    long count = 0;
    for (ObjectName name :
        beans.queryNames(
            new ObjectName(ManagementFactory.GARBAGE_COLLECTOR_MXBEAN_DOMAIN_TYPE + ",*"), null)) {
      // ZGC and Shenandoah count each cycle, and the pauses of it once more.
      if (!name.getKeyProperty("name").endsWith("Pauses")) {
        count +=
            ManagementFactory.newPlatformMXBeanProxy(
                    beans, name.toString(), GarbageCollectorMXBean.class)
                .getCollectionCount();
      }
    }
    return count;
  }

  private static Object attribute(MBeanServerConnection beans, String name) throws Exception {
    return beans.getAttribute(new ObjectName(ManagementFactory.RUNTIME_MXBEAN_NAME), name);
  }

  private static String property(String name, String otherwise) {
    return System.getProperty(name, otherwise);
  }
}
