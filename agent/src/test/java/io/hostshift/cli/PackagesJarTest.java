package io.hostshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.docs.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the packages hold beside the jar: it says what the commands' own help says. */
class PackagesJarTest {
  private static final Path TARGET = Path.of("target");
  private static final Path TREE = TARGET.resolve("tree");
  private static final Path PAGES = TREE.resolve("usr/share/man/man1");
  private static final Path COMPLETION =
      TREE.resolve("usr/share/bash-completion/completions/hostshift");

  static List<CommandLine> commands() {
    return new ArrayList<>(withoutHelp().values());
  }

  private static Map<String, CommandLine> withoutHelp() {
    var commands = new TreeMap<>(Cli.commands("").getSubcommands());
    commands.remove("help");
    return commands;
  }

  @Test
  void shouldHaveAPageForEachCommandAndNoOther() throws IOException {
    Set<String> expected = new TreeSet<>(Set.of("hostshift.1.gz"));
    withoutHelp().keySet().forEach(name -> expected.add("hostshift-" + name + ".1.gz"));

    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void shouldListInThePageWhatTheReadmeLists() throws IOException {
    String page = page("hostshift");
    String list = page.substring(page.indexOf(".SH COMMANDS"), page.indexOf(".SH FILES"));
    List<String> listed = list.lines().filter(line -> line.startsWith("\\fB")).toList();

    assertThat(Page.named("README.md").firstColumn("Or attach it to one that runs"))
        .extracting(shown -> "\\fB" + shown.split(" ")[0].replace("-", "\\-") + "\\fR")
        .containsExactlyInAnyOrderElementsOf(
            listed.stream().filter(name -> !name.equals("\\fBhelp\\fR")).toList());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldSayInThePageWhatTheHelpSays(CommandLine command) throws IOException {
    String page = plain(page("hostshift-" + command.getCommandName()));
    String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);

    for (String line : command.getCommandSpec().usageMessage().description()) {
      assertThat(page).contains(String.format(line));
    }
    for (OptionSpec option : command.getCommandSpec().options()) {
      assertThat(help).contains(option.longestName());
      assertThat(page).contains(String.join(", ", option.names()));
      assertThat(page).contains(String.format(String.join(" ", option.description())));
    }
    assertThat(page).doesNotContain("java -jar hostshift.jar");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldCompleteEachOption(CommandLine command) throws IOException {
    String script = Files.readString(COMPLETION);
    String name = command.getCommandName();
    int from = script.indexOf("function _picocli_hostshift_" + name.replaceAll("[^a-z]", "") + "(");

    assertThat(from).as(name).isPositive();
    String function = script.substring(from, script.indexOf("\n}", from));
    for (OptionSpec option : command.getCommandSpec().options()) {
      assertThat(function).contains("'" + option.longestName() + "'");
    }
  }

  @Test
  void shouldBringTheUnitAndTheRulesThatTheDocumentationShows() throws IOException {
    String unit =
        Files.readString(TREE.resolve("usr/lib/systemd/system/hostshift-publish.service"));
    String shown = Page.named("docs/publish.md").blocks("systemd").get(0).text();
    assertThat(shown).isEqualTo("# /usr/lib/systemd/system/hostshift-publish.service\n" + unit);

    Set<String> rules = new TreeSet<>();
    for (Page page : Page.all()) {
      for (Page.Block block : page.blocks("udev")) {
        block.text().lines().filter(line -> !line.startsWith("#")).forEach(rules::add);
      }
    }
    assertThat(Files.readAllLines(TREE.resolve("usr/share/hostshift/60-hostshift.rules")))
        .filteredOn(line -> !line.startsWith("#"))
        .containsExactlyInAnyOrderElementsOf(rules);
  }

  @Test
  void shouldHaveAPackageOfEachKindWithItsChecksum() throws Exception {
    List<String> sums = Files.readAllLines(TARGET.resolve("packages/SHA256SUMS"));

    assertThat(sums).hasSize(3);
    for (String sum : sums) {
      String[] words = sum.split(" \\*");
      byte[] content = Files.readAllBytes(TARGET.resolve("packages").resolve(words[1]));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      assertThat(words[0]).isEqualTo(HexFormat.of().formatHex(digest));
    }
    assertThat(sums).anyMatch(sum -> sum.endsWith("_all.deb"));
    assertThat(sums).anyMatch(sum -> sum.endsWith(".noarch.rpm"));
    assertThat(sums).anyMatch(sum -> sum.endsWith(".tar.gz"));
  }

  private static String page(String name) throws IOException {
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(PAGES.resolve(name + ".1.gz")))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** Without what makes a page of it. */
  private static String plain(String page) {
    return page.replaceAll("\\\\f[BR]|\\\\&", "").replace("\\-", "-").replace("\\e", "\\");
  }
}
