package io.hostshift.it.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.neighbour.Neighbour;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.Measured;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.RealApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an agent adds to the start of a program that says hello and ends, and of an application with
 * Spring Boot until it serves; in turns with the others, so that all meet the same machine.
 *
 * <p>{@code -Dhostshift.it.costRuns=20} sets how often each is started.
 */
@Tag("jdks")
class StartupCostIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final int FEW = 7;
  private static final int RUNS = Integer.getInteger("hostshift.it.costRuns", 20);

  private static final int SPRING_RUNS = Integer.getInteger("hostshift.it.costSpringRuns", RUNS);

  /** Measured is less than half of it; a third of jmx_exporter's would be felt. */
  private static final double MOST_OF_JMX_EXPORTER = 0.1;

  /** Starts a program and says at its end how long it took: wall, user and system, in seconds. */
  private static final String[] TIMED = {
    "bash", "-c", "TIMEFORMAT='took %3R %3U %3S'; time \"$@\"", "bash"
  };

  private static final String HELLO =
      """
      public class Hello {
        public static void main(String[] args) {
          System.out.println("hello");
        }
      }
      """;

  @TempDir Path folder;

  /** One start, in milliseconds. */
  private record Start(double wall, double processor) {}

  /** A program that is started with an agent. */
  private interface Starter {
    Start start(AgentChoice choice) throws Exception;
  }

  static Stream<Integer> jdks() {
    return CostJdks.stream();
  }

  /** It needs Java 17. */
  static Stream<Integer> newerJdks() {
    return CostJdks.stream().filter(version -> version >= 17);
  }

  @Test
  void shouldAddNextToNothingToTheStart() throws Exception {
    AgentChoice empty = AgentChoice.empty(folder);
    AgentChoice exporter = AgentChoice.of(Neighbour.JMX_EXPORTER);
    Map<AgentChoice, List<Start>> starts =
        inTurns(List.of(empty, AgentChoice.OURS, exporter), FEW, hello(17));

    double ours = wall(starts.get(AgentChoice.OURS)) - wall(starts.get(empty));
    double others = wall(starts.get(exporter)) - wall(starts.get(empty));
    System.out.printf("added to the start: %.0f ms, by jmx_exporter %.0f ms%n", ours, others);
    assertThat(ours / others)
        .as("%.0f ms added, and %.0f ms by jmx_exporter", ours, others)
        .isLessThan(MOST_OF_JMX_EXPORTER);
  }

  @ParameterizedTest(name = "hello on JDK {0}")
  @MethodSource("jdks")
  @Tag("benchmark")
  void shouldSayWhatItAddsToHello(int version) throws Exception {
    tell("hello, JDK " + version, inTurns(AgentChoice.all(folder, version), RUNS, hello(version)));
  }

  @ParameterizedTest(name = "Spring Boot on JDK {0}")
  @MethodSource("newerJdks")
  @Tag("benchmark")
  void shouldSayWhatItAddsToSpringBoot(int version) throws Exception {
    tell(
        "Spring Boot, JDK " + version,
        inTurns(AgentChoice.all(folder, version), SPRING_RUNS, springBoot(version)));
  }

  private static void tell(String of, Map<AgentChoice, List<Start>> starts) {
    Figures figures = new Figures("start");
    starts.forEach(
        (choice, all) ->
            figures
                .add(of, choice.title(), "wall", wall(all), "ms", all.size())
                .add(of, choice.title(), "processor", processor(all), "ms", all.size()));
    figures.write();
    assertThat(starts.keySet()).extracting(AgentChoice::title).contains("hostshift");
  }

  private static double wall(List<Start> starts) {
    return Measured.median(starts.stream().map(Start::wall).toList());
  }

  private static double processor(List<Start> starts) {
    return Measured.median(starts.stream().map(Start::processor).toList());
  }

  private static Map<AgentChoice, List<Start>> inTurns(
      List<AgentChoice> choices, int runs, Starter starter) throws Exception {
    Map<AgentChoice, List<Start>> starts = new LinkedHashMap<>();
    for (int run = 0; run <= runs; run++) {
      for (AgentChoice choice : choices) {
        Start start = starter.start(choice);
        if (run > 0) { // The first one reads the files from the disk.
          starts.computeIfAbsent(choice, first -> new ArrayList<>()).add(start);
        }
      }
    }
    return starts;
  }

  private Starter hello(int version) {
    Program hello = Program.compile(folder, "Hello", HELLO);
    return choice -> {
      JvmCommand command = ForkedJvm.on(Jdk.of(version)).startedBy(TIMED);
      choice.add().accept(command);
      try (ForkedJvm jvm = command.main(hello).start()) {
        assertThat(jvm.awaitExit(LIMIT)).as(jvm.toString()).isZero();
        assertThat(jvm.out().all()).contains("hello");
        String[] words = jvm.err().await("took ", LIMIT).replace(',', '.').split(" ");
        return new Start(
            1000 * Double.parseDouble(words[1]),
            1000 * (Double.parseDouble(words[2]) + Double.parseDouble(words[3])));
      }
    };
  }

  /** Until it says that it serves. */
  private Starter springBoot(int version) {
    return choice -> {
      Path own = Files.createTempDirectory(folder, "application");
      JvmCommand command = ForkedJvm.on(Jdk.of(version)).folder(own);
      choice.add().accept(command);
      RealApplication.SPRING_BOOT.prepare(command, own);
      long begin = System.nanoTime();
      try (ForkedJvm jvm = command.start()) {
        Lines out = jvm.out();
        out.await("served", line -> RealApplication.SPRING_BOOT.port(line) > 0, LIMIT);
        double wall = (System.nanoTime() - begin) / 1e6;
        return new Start(wall, ProcessCost.of(jvm.pid()).cpuMillis());
      }
    };
  }
}
