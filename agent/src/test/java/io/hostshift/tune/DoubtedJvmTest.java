package io.hostshift.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.hotspot.AgentProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No setting is called {@code APPLIED} whose flag is not what the JVM itself says of it. */
class DoubtedJvmTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "VALUE, ActiveProcessorCount, processors",
    "ORIGIN, ActiveProcessorCount, processors",
    "STUCK, ActiveProcessorCount, processors",
    "VALUE, HeapSizePerGCThread, gc.parallel",
    "STUCK, HeapSizePerGCThread, gc.parallel",
    "VALUE, ConcGCThreads, gc.concurrent",
    "ORIGIN, ConcGCThreads, gc.concurrent"
  })
  void shouldBeLeftWithTheReason(String fault, String flag, String setting) throws Exception {
    List<String> lines =
        AgentProgram.run(
            folder,
            DoubtedTuning.class,
            // Sixteen processors make thirteen workers and three markers.
            List.of("-XX:+UseG1GC", "-Xmx256m", "-Xms256m", "-XX:ActiveProcessorCount=16"),
            fault + "@" + flag);

    List<String> itsOwn =
        lines.stream()
            .filter(line -> line.split("\\|").length > 1 && line.split("\\|")[1].equals(setting))
            .collect(Collectors.toList());
    assertThat(itsOwn).as(lines.toString()).hasSize(5);
    assertThat(itsOwn.subList(1, 4))
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("|LEFT|")
                    .contains("the JVM itself says that " + flag + " is "));
    assertThat(lines.get(lines.size() - 1))
        .as("nothing stays written")
        .isEqualTo(
            "HeapSizePerGCThread=43620760 (DEFAULT), ConcGCThreads=3 (ERGONOMIC),"
                + " ActiveProcessorCount=16 (COMMAND_LINE)");
  }
}
