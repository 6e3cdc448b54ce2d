package io.hostshift.it.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.neighbour.Neighbour;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.FreePort;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the agent costs a JVM that goes on, which is idle or has a little to do: all variants side
 * by side, each asleep nearly all of the time. jmx_exporter is scraped once a second.
 *
 * <p>{@code -Dhostshift.it.costSeconds=600} sets for how long, {@code
 * -Dhostshift.it.costLoads=idle+loaded} what they do.
 */
@Tag("jdks")
@Tag("benchmark")
class StandingCostIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int SECONDS = Integer.getInteger("hostshift.it.costSeconds", 600);
  private static final List<String> LOADS =
      List.of(System.getProperty("hostshift.it.costLoads", "idle+loaded").split("\\+"));
  private static final int MINUTE = 60;
  private static final Map<String, Double> INTERVALS =
      Map.of("hostshift", 1.0, "hostshift, 100 ms", 0.1, "hostshift, 10 ms", 0.01);

  private static final String PROGRAM =
      """
      import java.util.*;
      public class Standing {
        public static void main(String[] args) throws Exception {
          System.out.println("up");
          boolean loaded = args[0].equals("loaded");
          Map<Long, String> held = new HashMap<>();
          for (long done = 0; ; done++) {
            if (loaded) {
              for (long i = 0; i < 1000; i++) held.put(i, "value " + (i + done));
            }
            Thread.sleep(loaded ? 20 : 1000);
          }
        }
      }
      """;

  @TempDir Path folder;

  /** One JVM, and what it had used at some moments. */
  private static final class Measured {
    final AgentChoice choice;
    final ForkedJvm jvm;
    final long startNanos = System.nanoTime();
    ProcessCost minute;
    ProcessCost end;
    double seconds;

    Measured(AgentChoice choice, ForkedJvm jvm) {
      this.choice = choice;
      this.jvm = jvm;
    }

    void awaitSecond(int second) throws InterruptedException {
      long left = startNanos + second * 1_000_000_000L - System.nanoTime();
      Lapse.of(Duration.ofNanos(left), "until the second at which each of them is measured");
    }

    double age() {
      return (System.nanoTime() - startNanos) / 1e9;
    }
  }

  static Stream<Arguments> cases() {
    return CostJdks.stream()
        .flatMap(version -> LOADS.stream().map(load -> Arguments.of(version, load)));
  }

  @ParameterizedTest(name = "JDK {0}, {1}")
  @MethodSource("cases")
  void shouldSayWhatItCostsToStand(int version, String load) throws Exception {
    int port = FreePort.any();
    List<Measured> all = new ArrayList<>();
    Thread scraping = scrape(port);
    try {
      for (AgentChoice choice : choices(port)) {
        all.add(start(version, load, choice));
        Lapse.ofMillis(SECONDS < 2 * MINUTE ? 1000 : 3000, "a start takes from the others' minute");
      }
      for (Measured each : all) {
        each.awaitSecond(MINUTE);
        each.minute = ProcessCost.of(each.jvm.pid());
        each.seconds = -each.age();
      }
      for (Measured each : all) {
        each.awaitSecond(SECONDS);
        each.end = ProcessCost.of(each.jvm.pid());
        each.seconds += each.age();
      }
      Figures figures = new Figures("standing");
      tell(figures, "JDK " + version + ", " + load, Jdk.of(version), all);
      figures.write();
      assertThat(all).allMatch(each -> each.jvm.process().isAlive());
    } finally {
      scraping.interrupt();
      all.forEach(each -> each.jvm.close());
    }
  }

  private List<AgentChoice> choices(int port) throws IOException {
    return List.of(
        AgentChoice.NONE,
        AgentChoice.empty(folder),
        AgentChoice.mbeanServer(folder),
        AgentChoice.OURS,
        AgentChoice.ours("hostshift, 100 ms", "interval=100ms"),
        AgentChoice.ours("hostshift, 10 ms", "interval=10ms"),
        AgentChoice.pauseMeter(folder),
        new AgentChoice(
            "jmx_exporter, scraped", command -> Neighbour.JMX_EXPORTER.addTo(command, port)),
        AgentChoice.of(Neighbour.OPENTELEMETRY));
  }

  private Measured start(int version, String load, AgentChoice choice) {
    Program program = Program.compile(folder, "Standing", PROGRAM);
    JvmCommand command = ForkedJvm.on(Jdk.of(version)).options("-Xmx128m");
    choice.add().accept(command);
    Measured started = new Measured(choice, command.main(program, load).start());
    started.jvm.out().await("up", LIMIT);
    return started;
  }

  private static Thread scrape(int port) {
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                try {
                  Thread.sleep(1000); // The rate of the scrapes.
                  URI.create("http://127.0.0.1:" + port + "/metrics")
                      .toURL()
                      .openStream()
                      .readAllBytes();
                } catch (IOException notYet) {
                  continue;
                } catch (InterruptedException e) {
                  return;
                }
              }
            },
            "scraping");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void tell(Figures figures, String of, Jdk jdk, List<Measured> all)
      throws Exception {
    Measured empty = all.get(1);
    double emptyMetaspace = metaspaceKib(jdk, empty.jvm.pid());
    for (Measured each : all) {
      String name = each.choice.title();
      double window = each.seconds;
      figures
          .add(of, name, "shares over", window, "s", 1)
          .add(of, name, "first minute, process", each.minute.cpuMillis(), "ms", 1)
          .add(of, name, "first minute, own threads", each.minute.ownCpuMillis(), "ms", 1)
          .add(
              of,
              name,
              "process share",
              (each.end.cpuMillis() - each.minute.cpuMillis()) / window / 10,
              "% of a core",
              1)
          .add(
              of,
              name,
              "own share",
              (each.end.ownCpuMillis() - each.minute.ownCpuMillis()) / window / 10,
              "% of a core",
              1)
          .add(
              of,
              name,
              "own wake-ups",
              (each.end.ownWakeups() - each.minute.ownWakeups()) / window,
              "a second",
              1)
          .add(
              of,
              name,
              "resident added",
              (each.end.residentKib() - empty.end.residentKib()) / 1024.0,
              "MiB",
              1)
          .add(
              of,
              name,
              "metaspace added",
              (metaspaceKib(jdk, each.jvm.pid()) - emptyMetaspace) / 1024.0,
              "MiB",
              1)
          .add(of, name, "threads added", each.end.threads() - empty.end.threads(), "", 1)
          .add(of, name, "files added", each.end.files() - empty.end.files(), "", 1);
    }
    // What a client of JMX asks for itself would count as the application's.
    for (Measured each : all) {
      if (INTERVALS.containsKey(each.choice.title())) {
        polls(figures, of, each);
      }
    }
  }

  /** What one poll costs now that the JVM has run for a while. */
  private static void polls(Figures figures, String of, Measured each) throws Exception {
    AgentView view = new AgentView(each.jvm.jmx()).awaitRegistered(LIMIT);
    PollingThread thread = PollingThread.of(each.jvm);
    Map<String, Long> before = sample(view, thread);
    Lapse.ofMillis(SECONDS < 2 * MINUTE ? 10_000 : 20_000, "over which is measured");
    Map<String, Long> after = sample(view, thread);
    double polls = after.get("polls") - before.get("polls");
    String name = each.choice.title();
    int number = (int) polls;
    figures
        .add(
            of,
            name,
            "processor time a poll",
            (after.get("cpu") - before.get("cpu")) / polls / 1000,
            "µs",
            number)
        .add(
            of,
            name,
            "allocated a poll",
            (after.get("bytes") - before.get("bytes")) / polls,
            "bytes",
            number);
    assertThat(polls).isPositive();
  }

  private static Map<String, Long> sample(AgentView view, PollingThread thread) {
    Map<String, Long> sample = new LinkedHashMap<>();
    sample.put("polls", (Long) view.get("Watcher", "Polls"));
    sample.put("cpu", thread.cpuNanos());
    sample.put("bytes", thread.allocatedBytes());
    return sample;
  }

  /** As the JVM's performance counters show it to jstat, which does not disturb it. */
  private static double metaspaceKib(Jdk jdk, long pid) throws IOException {
    Process jstat =
        new ProcessBuilder(jdk.tool("jstat").toString(), "-gc", Long.toString(pid))
            .redirectErrorStream(true)
            .start();
    List<String> lines =
        new String(jstat.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    List<String> names = List.of(lines.get(0).trim().split(" +"));
    List<String> values = List.of(lines.get(1).trim().split(" +"));
    return Double.parseDouble(values.get(names.indexOf("MU")));
  }
}
