package io.hostshift.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.config.FileCheck;
import io.hostshift.config.GeneratedConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As {@code CheckedConfigurationTest}, of real JVMs. */
class CheckedConfigurationJarTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void shouldFindNoFaultExactlyWhereTheAgentStartsWithoutAnErrorLine(long number)
      throws IOException, InterruptedException {
    Path file = GeneratedConfiguration.write(folder, number);
    boolean accepted = FileCheck.of(file.toFile()).problems().isEmpty();

    List<String> said = said(file);

    // The properties by which the test application is told what to do are no keys.
    assertThat(
            said.stream()
                .filter(line -> !line.contains("there is no key test."))
                .noneMatch(line -> line.startsWith("hostshift error: ")))
        .as("%s", said)
        .isEqualTo(accepted);
  }

  /** Up to the line that says that the agent watches. */
  private List<String> said(Path file) throws IOException, InterruptedException {
    ForkedJvm jvm =
        new ForkedJvm(folder)
            .option("-Dhostshift.test.await=the end of this process")
            .option("-javaagent:" + ForkedJvm.shippedJar() + "=config=" + file);
    Process process = jvm.start();
    try {
      return jvm.awaitError("hostshift watches this VM");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
