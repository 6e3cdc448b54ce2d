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
  private static final double LEAST = 0.95;

  @Test
  void shouldHaveDoneAsMuchAsBefore() {
    List<MatchResult> rows =
        ROW.matcher(Page.named("docs/results/memory.md").text()).results().toList();

    assertThat(Page.named("docs/memory.md").text()).contains("does as much as before, within 5 %");
    assertThat(rows).isNotEmpty();
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(Double.parseDouble(row.group(2))).as(row.group(1)).isGreaterThan(LEAST));
  }
}
