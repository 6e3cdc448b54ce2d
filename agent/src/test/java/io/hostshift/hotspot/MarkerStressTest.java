package io.hostshift.hotspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hostshift.base.Architecture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few seconds of it; the whole of it is in RetuneStressIT. */
class MarkerStressTest {
  @TempDir private Path folder;

  @Test
  void shouldMarkWithAsManyAsTheyAreLimitedToAndLeaveTheHeapWhole() throws Exception {
    assumeTrue(MarkerLimit.provenOn(Architecture.ofThisProcess(), Runtime.version().feature()));
    Path log = folder.resolve("gc.log");

    List<String> output =
        AgentProgram.run(
            folder,
            MarkerStress.class,
            List.of(
                "-XX:+UseG1GC",
                "-XX:ActiveProcessorCount=16",
                "-Xms64m",
                "-Xmx64m",
                "-XX:InitiatingHeapOccupancyPercent=1",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+VerifyDuringGC",
                "-Xlog:gc+task=info:file=" + log),
            "3",
            "5",
            "5",
            "700");

    assertThat(output.stream().filter(line -> !line.startsWith("[")))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("refused: the markers may be 1 to 3, not 0"),
            line -> assertThat(line).isEqualTo("refused: the markers may be 1 to 3, not 4"),
            line -> assertThat(line).matches("[1-9]\\d+ writes, at last 3"));
    try (Stream<String> lines = Files.lines(log)) {
      assertThat(
              lines
                  .filter(line -> line.matches(".*(of 3 for marking|of 3 Workers)"))
                  .map(line -> line.replaceAll(".*Using (\\d).*", "$1"))
                  .collect(Collectors.toSet()))
          .containsExactlyInAnyOrder("1", "2", "3");
    }
  }
}
