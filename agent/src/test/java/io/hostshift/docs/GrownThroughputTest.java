package io.hostshift.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is said of JVMs whose memory has grown again is what the runs have measured. */
class GrownThroughputTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (JDK [^|]+) \\| [\\d.]+ \\| [\\d.]+ \\| ([\\d.]+) \\|$");

  /** A cell of the first table, and what became of its heap. */
  private static final Pattern FALL =
      Pattern.compile("(?m)^\\| (JDK [^|]+), (?:idle|load) \\|.*\\| ([A-Z][^|]+) \\|$");

  private static final Pattern NO_LEVER =
      Pattern.compile("LEFT: (?:nothing is collected|this collector).*");
  private static final double LEAST = 0.95;

  private static List<MatchResult> found(Pattern pattern) {
    return pattern.matcher(Page.named("docs/results/memory.md").text()).results().toList();
  }

  @Test
  void shouldSayThatTheyDoAsMuchAsBefore() {
    assertThat(Page.named("docs/memory.md").text().replaceAll("\\s+", " "))
        .contains("Once the limit has grown again they do as much as before, within 5 %");
    assertThat(found(ROW))
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(Double.parseDouble(row.group(2))).as(row.group(1)).isGreaterThan(LEAST));
  }

  @Test
  void shouldHaveMeasuredEachThatHasALever() {
    List<String> levers =
        found(FALL).stream()
            .filter(fall -> !NO_LEVER.matcher(fall.group(2)).matches())
            .map(fall -> fall.group(1))
            .distinct()
            .toList();

    assertThat(levers).isNotEmpty();
    assertThat(found(ROW).stream().map(row -> row.group(1)))
        .containsExactlyInAnyOrderElementsOf(levers);
  }
}
