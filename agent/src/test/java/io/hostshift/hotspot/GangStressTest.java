package io.hostshift.hotspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hostshift.base.Architecture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few seconds of it; the whole of it is in RetuneStressIT. */
class GangStressTest {
  @TempDir private Path folder;

  @Test
  void shouldLeaveTheHeapWholeWhileTheWorkersAreLimitedAgainAndAgain() throws Exception {
    assumeTrue(GangLayout.of(Architecture.ofThisProcess(), Runtime.version().feature()) != null);

    List<String> output =
        AgentProgram.run(
            folder,
            GangStress.class,
            List.of(
                "-XX:+UseG1GC",
                "-XX:ActiveProcessorCount=8",
                "-XX:ParallelGCThreads=8",
                "-Xmx160m",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+VerifyAfterGC"),
            "8",
            "5",
            "10");

    assertThat(output)
        .singleElement()
        .asString()
        .matches("[1-9]\\d* writes, [1-9]\\d* collections");
  }
}
