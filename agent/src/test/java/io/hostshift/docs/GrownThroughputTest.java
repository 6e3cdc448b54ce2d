package io.hostshift.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is said of JVMs whose memory has grown again is what the runs have measured. */
class GrownThroughputTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (JDK [^|]+) \\| [\\d.]+ \\| [\\d.]+ \\| ([\\d.]+) \\|$");
  private static final double LEAST = 0.95;
  private static final Map<String, String> BELOW =
      Map.of("JDK 11 G1", "G1 of 11 did 88 %", "JDK 21 Shenandoah", "Shenandoah of 21 did 94 %");

  @Test
  void shouldSayWhichDoAsMuchAsBefore() {
    List<MatchResult> rows =
        ROW.matcher(Page.named("docs/results/memory.md").text()).results().toList();

    String text = Page.named("docs/memory.md").text().replaceAll("\\s+", " ");
    assertThat(text)
        .contains("all but two do as much as before, within 5 %")
        .contains(BELOW.values());
    assertThat(rows).isNotEmpty();
    for (MatchResult row : rows) {
      double ratio = Double.parseDouble(row.group(2));
      String said = BELOW.get(row.group(1));
      assertThat(said == null ? ratio > LEAST : said.endsWith(Math.round(100 * ratio) + " %"))
          .as(row.group())
          .isTrue();
    }
  }
}
