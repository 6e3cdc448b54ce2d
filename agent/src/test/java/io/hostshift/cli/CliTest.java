package io.hostshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CliTest {
  @Test
  void shouldShowAnExampleWithEachCommand() {
    Map<String, CommandLine> commands = Cli.commands("").getSubcommands();
    assertThat(commands).hasSizeGreaterThan(10);
    commands.forEach(
        (name, command) -> {
          if (!name.equals("help")) {
            assertThat(command.getUsageMessage()).as(name).contains("Example: ");
          }
        });
  }

  /** A script and a file are for programs already. */
  @Test
  void shouldPrintJsonWithEachCommandThatPrints() {
    Cli.commands("")
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (!List.of("help", "completion", "drmgr-hook", "publish").contains(name)) {
                assertThat(command.getCommandSpec().optionsMap()).as(name).containsKey("--json");
              }
            });
  }

  @Test
  void shouldReadNoCommandButTheOneThatIsRun() {
    assertThat(Cli.commands("status").getSubcommands()).containsOnlyKeys("status");
    assertThat(Cli.commands("completion").getSubcommands()).containsKey("status");
    assertThat(Cli.commands("--help").getSubcommands()).containsKey("status");
    assertThat(Cli.commands("sttus").getSubcommands()).containsKey("status");
  }
}
