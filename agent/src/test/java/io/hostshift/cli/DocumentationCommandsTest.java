package io.hostshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.docs.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Each command line that the documentation shows is one that the command line accepts. */
class DocumentationCommandsTest {
  /** From the jar; or as the packages' command, which begins as what the agent says does. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?:java -jar (?:\\S*/)?hostshift\\.jar|(?:^|\\bsudo |\\$\\()hostshift(?= (?:-|(?:"
              + String.join("|", commandLine().getSubcommands().keySet())
              + ")(?![\\w-]))))( [^`\\n#|>;&)]*)");

  static List<Page> pages() {
    return Page.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldShowOnlyCommandsThatAreAccepted(Page page) {
    List<String> shown = new ArrayList<>(page.code());
    for (Page.Block block : page.blocks()) {
      shown.addAll(block.text().replace("\\\n", " ").lines().toList());
    }
    for (String line : shown) {
      var command = COMMAND.matcher(line);
      while (command.find()) {
        assertAccepted(page, command.group(1).trim());
      }
    }
  }

  @Test
  void shouldListEachCommandInTheReadme() {
    List<String> commands = new ArrayList<>(commandLine().getSubcommands().keySet());
    commands.remove("help");

    assertThat(Page.named("README.md").firstColumn("Or attach it to one that runs"))
        .extracting(shown -> shown.split(" ")[0])
        .containsExactlyInAnyOrderElementsOf(commands);
  }

  private static CommandLine commandLine() {
    return Cli.commands("");
  }

  private static void assertAccepted(Page page, String command) {
    String[] words =
        Arrays.stream(
                command
                    .replaceFirst("^(detach|upgrade|retune --clear-mark) …", "$1 PID")
                    .split(" +"))
            .filter(word -> !word.equals("…"))
            .map(word -> word.replaceAll("^PID$", "4711").replaceAll("^N$", "16"))
            .map(word -> word.replaceAll("^\\[(.*)]$", "$1").replace("key=value…", "mode=observe"))
            .map(word -> word.replaceAll("^[\"'](.*)[\"']$", "$1"))
            .map(word -> word.replaceAll("^(T|\\$since)$", "10m"))
            .filter(word -> !word.equals("COMMAND") && !word.startsWith("-J"))
            .toArray(String[]::new);

    assertThat(commandLine().parseArgs(words)).as(page + ": " + command).isNotNull();
  }
}
