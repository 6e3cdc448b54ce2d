package io.hostshift.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Log;
import io.hostshift.config.Configuration;
import io.hostshift.config.ConfigurationReader;
import io.hostshift.config.FileCheck;
import io.hostshift.config.GeneratedConfiguration;
import io.hostshift.host.HostProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} approves is what the agent takes, and nothing else. */
class CheckedConfigurationTest {
  private static final int FILES = 1000;

  @TempDir private Path folder;

  @Test
  void shouldFindNoFaultExactlyWhereTheAgentStartsWithoutAnErrorLine() throws IOException {
    int accepted = 0;
    for (int number = 0; number < FILES; number++) {
      Path file = GeneratedConfiguration.write(folder, number);
      FileCheck check = FileCheck.of(file.toFile());
      String lines = errorLines(file);
      assertThat(check.problems().isEmpty())
          .as("file %d: %s found, the agent says %s", number, check.problems(), lines)
          .isEqualTo(lines.isEmpty());
      accepted += check.problems().isEmpty() ? 1 : 0;
    }
    // Neither kind may be missing, or the above would say nothing.
    assertThat(accepted).isBetween(FILES / 4, 3 * FILES / 4);
  }

  /** Of an agent that makes all that its configuration asks for, up to the first poll. */
  private static String errorLines(Path file) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Log log = new Log(new PrintStream(bytes, true, StandardCharsets.UTF_8), Log.Level.ERROR);
    Configuration configuration =
        ConfigurationReader.read("config=" + file, new Properties(), Map.of());
    RunningAgent.say(configuration.problems(), log);
    Setup setup = new Setup(configuration, null, log);
    setup.sources();
    setup.remote(HostProfile.EMPTY);
    setup.eventCommand();
    setup.notices();
    setup.services();
    new Retuning(
            configuration,
            null,
            setup.files(),
            () -> 0,
            new Pooling(),
            System::nanoTime,
            setup.errands(),
            log)
        .close();
    configuration.interval();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
