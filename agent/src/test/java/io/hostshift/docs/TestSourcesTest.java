package io.hostshift.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sources of the tests are as CONTRIBUTING says: sorted, and without blind waits. */
class TestSourcesTest {
  private static final Path IT = Page.ROOT.resolve("it/src/test/java/io/hostshift/it");
  private static final Pattern IMPORT =
      Pattern.compile("^import (?:static )?io\\.hostshift\\.it\\.(\\w+)\\.", Pattern.MULTILINE);
  private static final Pattern WAIT =
      Pattern.compile("Thread\\.sleep\\(|\\.onSpinWait\\(|\\.parkNanos\\(|[A-Z]\\.sleep\\(");
  private static final Pattern PROGRAM = Pattern.compile("\"\"\".*?\"\"\"", Pattern.DOTALL);
  private static final Pattern LITERAL = Pattern.compile("\"(?:\\\\.|[^\"\\\\\\n])*\"");

  @Test
  void shouldListEachFolderOfTheIntegrationTests() throws IOException {
    List<String> listed =
        Page.named("CONTRIBUTING.md").firstColumn("Where the integration tests are");
    try (Stream<Path> folders = Files.list(IT)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .as("each in a folder of what it proves")
          .containsExactlyInAnyOrderElementsOf(listed);
    }
  }

  @Test
  void shouldNameTheJdksThatAreTested() throws IOException {
    String jdks =
        Files.readAllLines(Page.ROOT.resolve("it/src/test/resources/jdks.tsv")).stream()
            .filter(line -> !line.startsWith("#") && !line.endsWith("\tearly"))
            .map(line -> line.split("\t")[0])
            .collect(Collectors.joining(", "));

    assertThat(Page.named("CONTRIBUTING.md").text()).contains("| JDK | " + jdks + " |");
  }

  @ParameterizedTest
  @CsvSource({"run, run", "place, place run"})
  void shouldNotLetHelpersKnowTests(String folder, String known) throws IOException {
    Set<String> seen = new TreeSet<>();
    for (Path file : sources(IT.resolve(folder))) {
      for (MatchResult found : IMPORT.matcher(Files.readString(file)).results().toList()) {
        seen.add(found.group(1));
      }
    }

    assertThat(List.of(known.split(" "))).containsAll(seen);
  }

  /** What comes to be is awaited; time that has to pass says why, beside it. */
  @ParameterizedTest
  @ValueSource(strings = {"agent", "it", "testapp"})
  void shouldWaitForNothingBlindly(String module) throws IOException {
    List<String> blind = new ArrayList<>();
    for (Path file : sources(Page.ROOT.resolve(module).resolve("src/test/java"))) {
      String name = file.getFileName().toString();
      if (name.equals("Eventually.java") || name.equals("Lapse.java")) {
        continue;
      }
      String code = PROGRAM.matcher(Files.readString(file)).replaceAll("");
      for (String line : LITERAL.matcher(code).replaceAll("\"\"").lines().toList()) {
        if (WAIT.matcher(line).find() && !line.contains("// ")) {
          blind.add(name + ": " + line.trim());
        }
      }
    }

    assertThat(blind).isEmpty();
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
