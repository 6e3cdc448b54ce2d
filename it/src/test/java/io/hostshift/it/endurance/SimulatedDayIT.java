package io.hostshift.it.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.SafetyCases;
import io.hostshift.it.run.ShippedJars;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A day at a hundred polls a second, on a clock that is set forth, in a heap of 16 MB. */
@SafetyCases(SafetyCases.Kind.LONG_RUN)
class SimulatedDayIT {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** What 96 moves leave in the history of 64 and in the test's own lists is less. */
  private static final long MOST_GROWN_BYTES = 256 * 1024;

  @Test
  @DisplayName("24 simulated hours at 100 polls a second")
  void shouldReportEachMoveOfADayAndGrowNothing() {
    Path built = ShippedJars.agent().getParent();
    String classPath =
        String.join(
            ":",
            built.resolve("test-classes").toString(),
            built.resolve("classes").toString(),
            built.resolve("isolated").toString());
    try (ForkedJvm day =
        ForkedJvm.on(Jdk.running())
            .options("-Xmx16m", "-XX:+UseSerialGC")
            .main(classPath, "io.hostshift.watch.SimulatedDay")
            .start()) {
      assertThat(day.awaitExit(LIMIT)).as(day.toString()).isZero();
      List<Long> heap =
          day.out().all().stream()
              .filter(line -> line.startsWith("heap "))
              .map(line -> Long.valueOf(line.substring("heap ".length())))
              .toList();
      assertThat(heap).hasSize(10);
      assertThat(heap.get(9) - heap.get(0)).as("grown of %s", heap).isLessThan(MOST_GROWN_BYTES);
      day.out().await("polls 8640000 moves 96 events 96 changes 192", LIMIT);
    }
  }
}
