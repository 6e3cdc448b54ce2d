package io.hostshift.it.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.ForkedJvm;
import io.hostshift.it.Jdk;
import io.hostshift.it.JvmCommand;
import io.hostshift.it.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an agent adds to the start of a program that says hello and ends, in turns with the others,
 * so that all meet the same machine.
 *
 * <p>{@code -Dhostshift.it.costRuns=20} sets how often each is started in the long form, whose
 * table is written to {@code target/cost/startup.md}.
 */
@Tag("jdks")
class StartupCostIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int FEW = 7;
  private static final int MANY = Integer.getInteger("hostshift.it.costRuns", 20);

  /** Measured is less than half of it; a third of jmx_exporter's would be felt. */
  private static final double MOST_OF_JMX_EXPORTER = 0.1;

  private static final String HELLO =
      """
      public class Hello {
        public static void main(String[] args) {
          System.out.println("hello");
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void shouldAddNextToNothingToTheStart() throws Exception {
    AgentChoice empty = AgentChoice.empty(folder);
    AgentChoice exporter = AgentChoice.of(Neighbour.JMX_EXPORTER);
    CostTable table = measure(17, List.of(empty, AgentChoice.OURS, exporter), FEW);

    double ours = table.wall(AgentChoice.OURS) - table.wall(empty);
    double others = table.wall(exporter) - table.wall(empty);
    System.out.printf("added to the start: %.0f ms, by jmx_exporter %.0f ms%n", ours, others);
    assertThat(ours / others)
        .as("%.0f ms added, and %.0f ms by jmx_exporter", ours, others)
        .isLessThan(MOST_OF_JMX_EXPORTER);
  }

  @Test
  @Tag("long")
  void shouldCostWhatTheTableSays() throws Exception {
    StringBuilder page = new StringBuilder(CostTable.machine(MANY));
    for (int version : List.of(8, 17, 25)) {
      CostTable table = measure(version, AgentChoice.all(folder, version), MANY);
      page.append("\n### JDK ").append(version).append("\n\n").append(table.markdown());
    }
    Path target = Files.createDirectories(Path.of("target", "cost"));
    Files.writeString(target.resolve("startup.md"), page);
    assertThat(page).contains("hostshift");
  }

  private CostTable measure(int version, List<AgentChoice> choices, int runs) throws Exception {
    Program hello = Program.compile(folder, "Hello", HELLO);
    CostTable table = new CostTable(choices);
    for (int run = 0; run <= runs; run++) {
      for (AgentChoice choice : choices) {
        JvmCommand command = ForkedJvm.on(Jdk.of(version)).startedBy(CostTable.TIMED);
        choice.add().accept(command);
        try (ForkedJvm jvm = command.main(hello).start()) {
          assertThat(jvm.awaitExit(LIMIT)).as(jvm.toString()).isZero();
          assertThat(jvm.out().all()).contains("hello");
          if (run > 0) { // The first one reads the files from the disk.
            table.add(choice, jvm.err().await(CostTable.SIGN, LIMIT));
          }
        }
      }
    }
    return table;
  }
}
