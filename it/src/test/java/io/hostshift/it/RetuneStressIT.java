package io.hostshift.it;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Retunes twenty times a second, while the JVM verifies its heap at each collection and the load
 * checks its data; what came of it is written to {@code target/stress}, a file for each cell and a
 * line in {@code results.tsv}.
 *
 * <p>{@code -Dhostshift.it.stressMinutes=120} sets how long each cell is stressed, 10 minutes
 * unless set; {@code -Dhostshift.it.stressCells='JDK 17 .*'} chooses the cells.
 */
@Tag("jdks")
@Tag("long")
class RetuneStressIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final Duration TIME =
      Duration.ofSeconds(
          Math.round(60 * Double.parseDouble(property("hostshift.it.stressMinutes", "10"))));
  private static final long BETWEEN_MILLIS = 50;
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
  private static final Path RESULTS = Path.of("target", "stress");
  private static final List<String> COLUMNS =
      List.of("cell", "result", "start", "end", "retunings", "collections", "jvm");
  private static final Random RANDOM = new Random(4);

  /** A busy machine may be late; a stress of much fewer writes would prove little. */
  private static final int LEAST_A_SECOND =
      Integer.parseInt(property("hostshift.it.stressLeastASecond", "5"));

  /** A gentler load lets many cells share a machine. */
  private static final String FULL_COLLECTION_MILLIS =
      property("hostshift.it.stressFullCollectionMillis", "3000");

  private static final String LEAST_HEAP = property("hostshift.it.stressLeastHeap", "200m");
  private static final String MOST_HEAP = property("hostshift.it.stressMostHeap", "400m");
  private static final Pattern VERIFIED =
      Pattern.compile(" Verify(Before|After)GC:\\[Verifying [A-Za-z -]+\\]");
  private static final String GANG = ", gang";
  private static final String GANG_LEVER = "the gang of workers (experimental)";
  private static final int HISTOGRAM_EACH_MOVES = 100;
  private static final String REST_MILLIS = property("hostshift.it.stressRestMillis", "0");

  @TempDir Path folder;

  static Stream<CollectorCell> cells() {
    String chosen = property("hostshift.it.stressCells", ".*");
    return CollectorCell.all().stream()
        .filter(CollectorCell::hasLever)
        .filter(cell -> cell.toString().matches(chosen));
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("cells")
  void shouldNeitherCrashNorBreakTheHeap(CollectorCell cell) throws Exception {
    stress(cell, cell.toString(), "");
  }

  static Stream<CollectorCell> gangs() {
    String chosen = property("hostshift.it.stressCells", ".*");
    return CollectorCell.all().stream()
        .filter(cell -> cell.collector().equals("G1"))
        .filter(cell -> List.of(17, 21, 25).contains(cell.version()))
        .filter(cell -> (cell + GANG).matches(chosen));
  }

  /** What counts the workers for itself is called as well: a histogram of the heap, by eight. */
  @ParameterizedTest(name = "{0}, gang", allowZeroInvocations = true)
  @MethodSource("gangs")
  void shouldDoSoWithTheExperimentalLever(CollectorCell cell) throws Exception {
    stress(cell, cell + GANG, "settings=gc.parallel+gc.parallel:gang,");
  }

  private void stress(CollectorCell cell, String name, String settings) throws Exception {
    int[] processors = {1, 2, 3, 4, 5, 6, 7, 8};
    OperatedHost host = new OperatedHost(folder, processors);
    Program load = VerifyingLoad.compile(folder);
    List<String> verifying = verifying(cell);
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("cell", name);
    results.put("result", "failed");
    results.put("jvm", "");
    results.put("start", Instant.now());
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(cell.version()))
            .options(cell.choosing())
            .options(verifying.toArray(String[]::new))
            .options("-XX:ActiveProcessorCount=8", "-Xms" + LEAST_HEAP, "-Xmx" + MOST_HEAP)
            .options("-XX:ErrorFile=" + folder.resolve("hs_err.log"))
            .agent("headroom=true,interval=10ms,log=error," + settings + host.arguments())
            .main(load, FULL_COLLECTION_MILLIS, REST_MILLIS)
            .folder(folder)
            .start()) {
      // A JVM that is attached to before it is up would end.
      jvm.out().await(VerifyingLoad.STARTED, LIMIT);
      MBeanServerConnection beans = jvm.jmx();
      AgentView view = new AgentView(beans).awaitRegistered(LIMIT);
      results.put("jvm", attribute(beans, "VmName") + " " + attribute(beans, "VmVersion"));
      long end = System.nanoTime() + TIME.toNanos();
      while (System.nanoTime() < end) {
        boolean histograms = !settings.isEmpty();
        flip(
            jvm,
            host,
            processors,
            histograms,
            Math.min(end, System.nanoTime() + BETWEEN_LOOKS.toNanos()));
        if (!settings.isEmpty()) {
          assertThat(view.settings("lever")).containsEntry("gc.parallel", GANG_LEVER);
        }
        results.put("end", Instant.now());
        results.put("retunings", view.count());
        results.put("collections", collections(beans));
        write(name, results);
      }
      results.put("options", String.join(" ", cell.options()) + " " + String.join(" ", verifying));
      results.put("levers", view.settings("lever"));
      // 8 prints what it verifies; what is wrong it would print as well, and end.
      assertThat(jvm.out().all().stream().filter(line -> !VERIFIED.matcher(line).matches()))
          .as("what the load found wrong")
          .containsExactly(VerifyingLoad.STARTED);
      assertThat(view.settings("state").values()).doesNotContain("FAILED");
      assertThat(view.count()).isGreaterThan(LEAST_A_SECOND * TIME.toSeconds());
      results.put("result", "clean");
    } finally {
      if (Files.exists(folder.resolve("hs_err.log"))) {
        results.put("result", "crashed");
      }
      write(name, results);
      addToTable(results);
    }
  }

  private static void flip(
      ForkedJvm jvm, OperatedHost host, int[] processors, boolean histograms, long end)
      throws Exception {
    for (int moves = 0; System.nanoTime() < end; moves++) {
      if (histograms && moves % HISTOGRAM_EACH_MOVES == 0) {
        jvm.jmx()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[] {"-all", "-parallel=8"}},
                new String[] {String[].class.getName()});
      }
      host.moveTo(processors[RANDOM.nextInt(processors.length)]);
      Thread.sleep(BETWEEN_MILLIS);
      assertThat(jvm.process().isAlive()).as(jvm.toString()).isTrue();
    }
  }

  /** What each collector has of its own to look at the heap with. */
  private static List<String> verifying(CollectorCell cell) {
    List<String> options = new ArrayList<>(List.of("-XX:+UnlockDiagnosticVMOptions"));
    if (cell.log() == GcLog.Format.ZGC) {
      options.addAll(List.of("-XX:+ZVerifyRoots", "-XX:+ZVerifyObjects"));
    } else if (cell.log() == GcLog.Format.SHENANDOAH) {
      options.add("-XX:+ShenandoahVerify");
    } else {
      options.addAll(List.of("-XX:+VerifyBeforeGC", "-XX:+VerifyAfterGC"));
    }
    return options;
  }

  private static long collections(MBeanServerConnection beans) throws Exception {
    long count = 0;
    for (ObjectName name :
        beans.queryNames(
            new ObjectName(ManagementFactory.GARBAGE_COLLECTOR_MXBEAN_DOMAIN_TYPE + ",*"), null)) {
      count +=
          ManagementFactory.newPlatformMXBeanProxy(
                  beans, name.toString(), GarbageCollectorMXBean.class)
              .getCollectionCount();
    }
    return count;
  }

  private static Object attribute(MBeanServerConnection beans, String name) throws Exception {
    return beans.getAttribute(new ObjectName(ManagementFactory.RUNTIME_MXBEAN_NAME), name);
  }

  private void write(String cell, Map<String, Object> results) throws IOException {
    Path target = Files.createDirectories(RESULTS);
    String name = cell.replaceAll("[^A-Za-z0-9]+", "-");
    Path crash = folder.resolve("hs_err.log");
    if (Files.exists(crash)) {
      Files.copy(crash, target.resolve(name + "-" + crash.getFileName()), REPLACE_EXISTING);
    }
    List<String> lines = new ArrayList<>();
    results.forEach((key, value) -> lines.add(key + "=" + value));
    Files.write(target.resolve(name + ".txt"), lines);
  }

  private static synchronized void addToTable(Map<String, Object> results) throws IOException {
    Path table = RESULTS.resolve("results.tsv");
    if (!Files.exists(table)) {
      Files.writeString(table, String.join("\t", COLUMNS) + "\n");
    }
    String row =
        COLUMNS.stream()
            .map(column -> String.valueOf(results.getOrDefault(column, "")))
            .collect(Collectors.joining("\t"));
    Files.writeString(table, row + "\n", StandardOpenOption.APPEND);
  }

  private static String property(String name, String otherwise) {
    return System.getProperty(name, otherwise);
  }
}
