package io.hostshift.it.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.place.HangingFiles;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.CollectorCell;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.SafetyCases;
import io.hostshift.it.run.SafetyCases.Kind;
import io.hostshift.it.run.ShippedJars;
import io.hostshift.it.run.VerifyingLoad;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hours under load with an event every five seconds, on three JDKs at once, each beside a JVM of
 * the same load without the agent. What operators do goes on meanwhile: the file system of journal
 * and kill switch hangs for a while each minute, nobody reads standard error of one JVM, and
 * halfway their jars are written over. What they use is asked of each JVM once a minute, and the
 * least of the first quarter, after a warm-up, is compared with the least of the last: what leaks
 * raises it, what comes and goes does not.
 *
 * <p>{@code -Dhostshift.it.soakMinutes=120} sets how long, 20 minutes unless set. Samples and
 * results are written to {@code target/soak}.
 */
@Tag("jdks")
@Tag("long")
@SafetyCases(Kind.LONG_RUN)
class SoakIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final Duration TIME =
      Duration.ofMinutes(Integer.getInteger("hostshift.it.soakMinutes", 20));
  private static final Duration BETWEEN_EVENTS = Duration.ofSeconds(5);
  private static final Duration BETWEEN_SAMPLES = Duration.ofMinutes(1);
  private static final Path RESULTS = Path.of("target", "soak");
  private static final Duration HANGS = Duration.ofSeconds(10);
  private static final int PARTS = 4;

  /** The JDK of the JVM whose standard error nobody reads. */
  private static final int UNREAD = 17;

  /** What a pipe holds, in bytes. */
  private static final int PIPE = 1 << 16;

  private static final Pattern COMMITTED =
      Pattern.compile("(?m)^-? *(Total: |Java Heap \\()reserved=\\d+KB, +committed=(\\d+)KB");

  @TempDir Path folder;

  /** What is looked at, in units of its own, and by how much it may grow more than without us. */
  private enum Use {
    HEAP_KIB(1024),
    METASPACE_KIB(512),
    NATIVE_KIB(4096),
    THREADS(0),
    FILES(0);

    private final long bound;

    Use(long bound) {
      this.bound = bound;
    }
  }

  /** A JVM and all its samples. */
  private record Soaked(String name, ForkedJvm jvm, List<Map<Use, Long>> samples) {
    void sample() throws Exception {
      MBeanServerConnection beans = jvm.jmx();
      MemoryMXBean memory =
          ManagementFactory.newPlatformMXBeanProxy(
              beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
      memory.gc();
      Map<Use, Long> sample = new LinkedHashMap<>();
      sample.put(Use.HEAP_KIB, memory.getHeapMemoryUsage().getUsed() / 1024);
      sample.put(Use.METASPACE_KIB, metaspace(beans) / 1024);
      sample.put(Use.NATIVE_KIB, nativeKib(beans));
      sample.put(
          Use.THREADS,
          (long)
              ManagementFactory.newPlatformMXBeanProxy(
                      beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class)
                  .getThreadCount());
      sample.put(Use.FILES, files());
      samples.add(sample);
    }

    private static long metaspace(MBeanServerConnection beans) throws Exception {
      return ((Number)
              ((javax.management.openmbean.CompositeData)
                      beans.getAttribute(
                          new ObjectName("java.lang:type=MemoryPool,name=Metaspace"), "Usage"))
                  .get("used"))
          .longValue();
    }

    /** All that the JVM has taken from the system but the heap, by native memory tracking. */
    private static long nativeKib(MBeanServerConnection beans) throws Exception {
      String summary =
          (String)
              beans.invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "vmNativeMemory",
                  new Object[] {new String[] {"summary"}},
                  new String[] {String[].class.getName()});
      Map<String, Long> committed = new LinkedHashMap<>();
      Matcher matcher = COMMITTED.matcher(summary);
      while (matcher.find()) {
        committed.put(matcher.group(1), Long.parseLong(matcher.group(2)));
      }
      assertThat(committed).as(summary).hasSize(2);
      return committed.get("Total: ") - committed.get("Java Heap (");
    }

    private long files() throws IOException {
      try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + jvm.pid() + "/fd"))) {
        return descriptors.count();
      }
    }

    /** The least of a part of the samples, counted from 0. */
    long least(Use use, int part) {
      int length = samples.size() / PARTS;
      return samples.subList(part * length, (part + 1) * length).stream()
          .mapToLong(sample -> sample.get(use))
          .min()
          .orElseThrow();
    }

    long growth(Use use) {
      return least(use, PARTS - 1) - least(use, 0);
    }
  }

  @Test
  void shouldNotGrowUnderLoadWithAnEventEveryFiveSeconds() throws Exception {
    int[] processors = {1, 2, 3, 4, 5, 6, 7, 8};
    OperatedHost host = new OperatedHost(folder, processors);
    Program load = VerifyingLoad.compile(folder);
    Map<Soaked, Soaked> pairs = new LinkedHashMap<>(); // With the agent, and without.
    List<ForkedJvm> started = new ArrayList<>();
    List<Path> jars = new ArrayList<>();
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (HangingFiles files = HangingFiles.mount(folder);
        RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw")) {
      reader.write(new byte[PIPE]);
      for (CollectorCell cell : cells()) {
        JvmCommand plain = command(cell);
        boolean unread = cell.version() == UNREAD;
        Path jar =
            Files.copy(ShippedJars.agent(), folder.resolve("jar-" + cell.version() + ".jar"));
        jars.add(jar);
        JvmCommand watched =
            command(cell)
                .options(
                    "-javaagent:"
                        + jar
                        + "=headroom=true,interval=100ms,log="
                        + (unread ? "info" : "error")
                        + ",journal="
                        + files.file(journal(cell.toString()))
                        + ",killSwitch="
                        + files.file("off")
                        + ","
                        + host.arguments());
        if (unread) {
          watched.startedBy("sh", "-c", "exec \"$@\" 2> " + pipe, "sh");
        }
        List<Soaked> both = new ArrayList<>();
        for (JvmCommand command : List.of(watched, plain)) {
          ForkedJvm jvm = command.main(load, "30000", "40").folder(folder).start();
          started.add(jvm);
          jvm.out().await(VerifyingLoad.STARTED, LIMIT);
          jvm.jmx();
          both.add(new Soaked(cell.toString(), jvm, new ArrayList<>()));
        }
        new AgentView(both.get(0).jvm().jmx()).awaitRegistered(LIMIT);
        pairs.put(both.get(0), both.get(1));
      }
      Instant start = Instant.now();
      int moves = soak(host, processors, pairs, files, jars);
      report(pairs, start, moves);
      for (Map.Entry<Soaked, Soaked> pair : pairs.entrySet()) {
        check(pair.getKey(), pair.getValue(), moves);
        // The last one may be on its way.
        assertThat(Files.readAllLines(files.behind(journal(pair.getKey().name()))))
            .hasSizeBetween(moves - 1, moves);
      }
    } finally {
      started.forEach(ForkedJvm::close);
    }
  }

  private static String journal(String cell) {
    return "journal-" + cell.replace(' ', '-');
  }

  private static List<CollectorCell> cells() {
    return CollectorCell.all().stream()
        .filter(
            cell -> List.of("JDK 8 Parallel", "JDK 17 G1", "JDK 25 G1").contains(cell.toString()))
        .toList();
  }

  private static JvmCommand command(CollectorCell cell) {
    return ForkedJvm.on(Jdk.of(cell.version()))
        .options(cell.choosing())
        .options("-XX:ActiveProcessorCount=8", "-Xms200m", "-Xmx200m")
        .options("-XX:NativeMemoryTracking=summary");
  }

  /**
   * @return the moves made
   */
  private static int soak(
      OperatedHost host,
      int[] processors,
      Map<Soaked, Soaked> pairs,
      HangingFiles files,
      List<Path> jars)
      throws Exception {
    boolean replaced = false;
    long start = System.nanoTime();
    long end = start + TIME.toNanos();
    // A tenth is for the JVMs to warm up.
    long nextSample = start + TIME.toNanos() / 10;
    long hangsUntil = 0;
    int moves = 0;
    while (System.nanoTime() < end || hangsUntil != 0) {
      // Never twice the same number, so that each move is one that retunes.
      host.moveTo(processors[++moves * 3 % processors.length]);
      if (System.nanoTime() >= nextSample) {
        nextSample += BETWEEN_SAMPLES.toNanos();
        for (Map.Entry<Soaked, Soaked> pair : pairs.entrySet()) {
          pair.getKey().sample();
          pair.getValue().sample();
        }
        write("samples.tsv", samples(pairs));
        files.hang();
        hangsUntil = System.nanoTime() + HANGS.toNanos();
      }
      if (hangsUntil != 0 && System.nanoTime() >= hangsUntil) {
        hangsUntil = 0;
        files.goOn();
      }
      if (!replaced && System.nanoTime() >= start + TIME.toNanos() / 2) {
        replaced = true;
        for (Path jar : jars) {
          Files.write(jar, new byte[1000]);
        }
      }
      Lapse.of(
          Duration.ofNanos(start + moves * BETWEEN_EVENTS.toNanos() - System.nanoTime()),
          "the rate of the moves");
    }
    return moves;
  }

  private static void check(Soaked watched, Soaked plain, int moves) {
    AgentView view = new AgentView(watched.jvm().jmx());
    view.await("every move", agent -> agent.count() == moves, LIMIT);
    assertThat(view.settings("state").values()).as(watched.name()).doesNotContain("FAILED");
    for (Use use : Use.values()) {
      assertThat(watched.growth(use) - Math.max(0, plain.growth(use)))
          .as("%s of %s, %s", use, watched.name(), watched.samples())
          .isLessThanOrEqualTo(use.bound);
    }
    assertThat(watched.jvm().out().all()).as("found wrong").containsExactly(VerifyingLoad.STARTED);
    assertThat(watched.jvm().err().all()).as("said").isEmpty();
    assertThat(watched.jvm().process().isAlive()).isTrue();
  }

  private static void report(Map<Soaked, Soaked> pairs, Instant start, int moves)
      throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("cell\tuse\tfirst\tlast\twithout first\twithout last\tbound\tevents\tstart\tend");
    pairs.forEach(
        (watched, plain) -> {
          for (Use use : Use.values()) {
            lines.add(
                Stream.of(
                        watched.name(),
                        use.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        watched.least(use, 0),
                        watched.least(use, PARTS - 1),
                        plain.least(use, 0),
                        plain.least(use, PARTS - 1),
                        use.bound,
                        moves,
                        start,
                        Instant.now())
                    .map(String::valueOf)
                    .collect(Collectors.joining("\t")));
          }
        });
    write("soak.tsv", lines);
  }

  private static List<String> samples(Map<Soaked, Soaked> pairs) {
    List<String> lines = new ArrayList<>();
    pairs.forEach(
        (watched, plain) -> {
          watched.samples().forEach(sample -> lines.add(watched.name() + "\twith\t" + sample));
          plain.samples().forEach(sample -> lines.add(plain.name() + "\twithout\t" + sample));
        });
    return lines;
  }

  private static void write(String name, List<String> lines) throws IOException {
    Files.write(Files.createDirectories(RESULTS).resolve(name), lines);
  }
}
