package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.retune.StressTable;
import io.hostshift.it.retune.StressedWrites;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.GcLog;
import io.hostshift.it.run.ShippedJars;
import io.hostshift.it.run.VerifyingLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The flags of a collector on another board than x86's: retuned to 4 processors, to 2 and to 4
 * again, seen in the collector's own log; then all the time, while the JVM verifies its heap after
 * each collection and the load its data; then put back. What came of it is a row of {@code
 * docs/results/retune-stress.tsv} for each kind of write, unless it has them already.
 *
 * <p>{@code -Dhostshift.it.stressCollections=1000} makes it longer.
 */
@Tag("qemu")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class BoardLevers {
  private static final Duration LIMIT = Duration.ofMinutes(60);
  private static final String HEAP = " -Xms400m -Xmx400m -Xmn12m";

  /** It marks as soon as it may. */
  private static final String MARKING = " -XX:InitiatingHeapOccupancyPercent=1";

  private static final long COLLECTIONS = Long.getLong("hostshift.it.stressCollections", 200);
  private static final Pattern STRESSED = Pattern.compile("stressed: (\\d+) \\{(.*)}");

  private final Board board;
  private final GuestSpec.Host host;
  private final List<Integer> versions;
  private final List<String> collectors;
  private final ArchitecturePage page = new ArchitecturePage(getClass());
  private GuestMachine machine;

  /**
   * @param versions of Java, which the board's guest has
   * @param collectors those with which flags may be written there
   */
  BoardLevers(Board board, GuestSpec.Host host, List<Integer> versions, String... collectors) {
    this.board = board;
    this.host = host;
    this.versions = versions;
    this.collectors = List.of(collectors);
  }

  @BeforeAll
  void boot(@TempDir Path folder) throws IOException {
    GuestSpec spec =
        GuestSpec.of(board)
            .on(host)
            .withProcessors(2, 2)
            .withMemoryMb(2048)
            .withJdks(versions.toArray(Integer[]::new));
    machine = GuestMachine.boot(spec, payload(folder));
  }

  private static Payload payload(Path folder) throws IOException {
    Path isolated = folder.resolve("isolated.jar");
    try (JarFile jar = new JarFile(ShippedJars.agent().toFile())) {
      Files.copy(jar.getInputStream(jar.getEntry("META-INF/hostshift-isolated.jar")), isolated);
    }
    String rules =
        IntStream.rangeClosed(1, RetunedLoad.MOST_PROCESSORS)
            .mapToObj(
                count ->
                    "{\"when\": {\"file.host\": \"p%d-*\"}, \"processors\": %d}"
                        .formatted(count, count))
            .collect(Collectors.joining(",\n", "{\"rules\": [\n", "]}\n"));
    return ListeningJvm.payload()
        .file("isolated.jar", isolated)
        .program(ReadFlags.class)
        .text("rules.json", rules)
        .program(VerifyingLoad.compile(folder))
        .program(RetunedLoad.class)
        .program(StressedWrites.class)
        .program(AgentView.class)
        .program(AgentView.Event.class)
        .program(Eventually.class)
        .program(GcLog.class)
        .program(GcLog.Format.class);
  }

  @AfterAll
  void end() {
    if (machine != null) {
      machine.close();
    }
  }

  List<Integer> versions() {
    return versions;
  }

  Stream<Arguments> written() {
    return versions.stream()
        .flatMap(
            version ->
                Stream.of(
                    Arguments.of(version, "G1", GcLog.Format.G1, "-XX:+UseG1GC", HEAP + MARKING),
                    Arguments.of(
                        version, "Parallel", GcLog.Format.PARALLEL, "-XX:+UseParallelGC", HEAP)))
        .filter(row -> collectors.contains(row.get()[1]));
  }

  /** All that both know of: numbers of each width, texts, and where each value came from. */
  @Order(1)
  @ParameterizedTest
  @MethodSource("versions")
  void shouldReadEachFlagAsTheJvmDoes(int version) {
    String java = "/jdk/" + version + "/bin/java -XX:+UseG1GC -XX:TieredStopAtLevel=1 ";
    String said =
        machine
            .shell()
            .run(
                java
                    + "-XX:+PrintFlagsFinal -version 2> /dev/null | awk '{ print $2 }' | "
                    + java
                    + "-cp /payload/classes "
                    + ReadFlags.class.getName()
                    + " /payload/isolated.jar");
    assertThat(said).doesNotContain("differs").containsPattern("flags: [3-9]\\d\\d as");
    page.saw(
        machine,
        "flags of JDK " + version + " with G1 read from memory",
        said.strip().replace("flags: ", "") + " through HotSpotDiagnosticMXBean");
  }

  @Order(2)
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("written")
  void shouldUseTheThreadsThatTheHostAsksFor(
      int version, String collector, GcLog.Format format, String choosing, String more) {
    int first = machine.lines().all().size();
    Instant start = Instant.now();
    String options = "-XX:ActiveProcessorCount=" + RetunedLoad.MOST_PROCESSORS + more;
    start(version, choosing + ' ' + options, format);
    machine
        .lines()
        .awaitFrom(
            first,
            line -> line.startsWith("retuned: end") || line.contains("the heap is broken"),
            LIMIT);
    List<String> said = machine.lines().texts().stream().skip(first).toList();
    System.out.println(
        board + ", " + collector + " of " + version + ":\n" + String.join("\n", said));
    assertThat(said).noneMatch(line -> line.contains("the heap is broken"));
    assertThat(said).noneMatch(line -> line.contains("FAILED") || line.startsWith("Exception"));
    Matcher stressed = STRESSED.matcher(said(said, "stressed:"));
    assertThat(stressed.matches()).isTrue();
    long collections = Long.parseLong(stressed.group(1));
    assertThat(collections).isGreaterThanOrEqualTo(COLLECTIONS);
    assertThat(said.stream().filter(line -> line.startsWith("retuned on")))
        .extracting(line -> line.replaceAll(".*used (\\[.*?\\]).*", "$1"))
        .containsExactly("[4, 4, 4]", "[2, 2, 2]", "[4, 4, 4]");
    assertThat(said(said, "retuned put back")).contains("used [8, 8, 8]");
    Map<String, String> writes = writes(stressed.group(2));
    assertThat(writes).containsKeys("ActiveProcessorCount", "HeapSizePerGCThread");
    keep(version, collector, said(said, "jvm: ").substring(5), start, options, collections, writes);
    page.saw(
        machine,
        collector + " of JDK " + version + ", from 4 processors to 2, to 4 and back",
        "its pauses used 4, 2, 4 and then 8 workers; %d collections under a verifying load"
            .formatted(collections));
  }

  private void start(int version, String options, GcLog.Format format) {
    machine
        .shell()
        .run(
            "rm -rf %1$s; mkdir %1$s; echo host=start > %1$shost; chown -R nobody %1$s"
                .formatted(RetunedLoad.FOLDER));
    machine
        .shell()
        .startAsNobody(
            String.join(
                    " ",
                    "exec /jdk/"
                        + version
                        + "/bin/java -XX:+UnlockDiagnosticVMOptions -XX:+VerifyAfterGC -Dload.slots=300",
                    options,
                    String.join(" ", new GcLog(RetunedLoad.log(), format).options()),
                    "-javaagent:/payload/hostshift.jar=headroom=true,interval=100ms,log=error",
                    ",sources=file+capacity,minRetune=0s,settle=0s,rules=/payload/rules.json,file="
                        + RetunedLoad.FOLDER
                        + "host",
                    "-cp /payload/classes",
                    RetunedLoad.class.getName(),
                    format.name(),
                    Long.toString(COLLECTIONS))
                .replace(" ,", ","));
  }

  private static String said(List<String> lines, String begin) {
    return lines.stream().filter(line -> line.startsWith(begin)).findFirst().orElseThrow();
  }

  private static Map<String, String> writes(String text) {
    Map<String, String> writes = new HashMap<>();
    for (String one : text.split(", ")) {
      writes.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
    }
    return writes;
  }

  private void keep(
      int version,
      String collector,
      String jvm,
      Instant start,
      String options,
      long collections,
      Map<String, String> writes) {
    String architecture = machine.shell().run("uname -m");
    String emulated = jvm + ", emulated by QEMU";
    if (StressTable.kept().isClean(architecture, collector, emulated, collections)) {
      return;
    }
    writes.forEach(
        (write, count) -> {
          Map<String, Object> row = new HashMap<>();
          row.put("write", write);
          row.put("collector", collector);
          row.put("version", version);
          row.put("result", "clean");
          row.put("collections", collections);
          row.put("writes", count);
          row.put("start", start.truncatedTo(ChronoUnit.SECONDS));
          row.put("end", Instant.now().truncatedTo(ChronoUnit.SECONDS));
          row.put("jvm", emulated);
          row.put("options", options);
          row.put("architecture", architecture);
          StressTable.kept().add(row);
        });
  }
}
