package io.hostshift.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each line that the documentation quotes from the log is one that the code writes. */
class DocumentationLogTest {
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
  private static final Pattern QUOTED = Pattern.compile("^`([^`]+)`$");
  private static final Pattern LEVEL = Pattern.compile("^(hostshift )?((error|warn|debug): )?");
  private static final int LEAST_PIECE = 4;

  /** The text of all literals of code and scripts; those that are joined at once are one. */
  private static final List<String> LITERALS = new ArrayList<>();

  static List<Page> pages() {
    return Page.all();
  }

  @BeforeAll
  static void readTheCode() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main"))) {
      for (Path file : files.filter(path -> path.toString().matches(".*\\.(java|sh)")).toList()) {
        String joined = Files.readString(file).replaceAll("\"\\s*\\+ \"", "");
        LITERAL
            .matcher(joined)
            .results()
            .map(found -> found.group(1).replace("\\\"", "\""))
            .forEach(LITERALS::add);
      }
    }
  }

  private static List<String> quotedLines() {
    return Page.named("docs/troubleshooting.md").headings().stream()
        .map(QUOTED::matcher)
        .filter(heading -> heading.matches())
        .map(heading -> heading.group(1))
        .toList();
  }

  @Test
  void shouldQuoteManyLines() {
    assertThat(quotedLines()).hasSizeGreaterThan(30).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("quotedLines")
  void shouldQuoteOnlyWhatTheCodeSays(String line) {
    String said = LEVEL.matcher(line).replaceFirst("");
    List<String> fixed =
        Stream.of(said.split("…"))
            .map(part -> part.replaceAll("^[\\s:;,(]+|[\\s:;,(]+$", ""))
            .filter(part -> part.length() >= LEAST_PIECE)
            .toList();

    assertThat(fixed).isNotEmpty().allMatch(DocumentationLogTest::isSaid);
  }

  /** By one literal, or by two that follow one another. */
  private static boolean isSaid(String text) {
    if (isLiteral(text)) {
      return true;
    }
    for (int space = text.indexOf(' '); space >= 0; space = text.indexOf(' ', space + 1)) {
      if (space >= LEAST_PIECE
          && isLiteral(text.substring(0, space))
          && isLiteral(text.substring(space + 1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLiteral(String text) {
    return LITERALS.stream().anyMatch(literal -> literal.contains(text));
  }

  /** A line with an example's values has the form of one that is explained. */
  @ParameterizedTest
  @MethodSource("pages")
  void shouldShowOnlyLinesThatAreExplained(Page page) {
    List<Pattern> forms =
        quotedLines().stream()
            .map(
                line ->
                    Pattern.compile(Pattern.quote(line).replace("…", "\\E.*\\Q"), Pattern.DOTALL))
            .toList();
    for (Page.Block block : page.blocks()) {
      for (String line : block.text().split("\n")) {
        boolean said = line.startsWith("hostshift ") && block.language().isEmpty();
        assertThat(!said || forms.stream().anyMatch(form -> form.matcher(line).matches()))
            .as(page + ": " + line)
            .isTrue();
      }
    }
  }

  @Test
  void shouldKnowALineThatNobodySays() {
    assertThat(isSaid("the moon is made of cheese")).isFalse();
    List<MatchResult> none = LITERAL.matcher("no literal").results().toList();
    assertThat(none).isEmpty();
  }
}
