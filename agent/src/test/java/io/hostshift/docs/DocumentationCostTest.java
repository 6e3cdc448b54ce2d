package io.hostshift.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README says of the agent's cost is what was measured last, to the last digit shown. */
class DocumentationCostTest {
  private static final List<String> JDKS = List.of("8", "17", "25");

  /** It does not run on 8. */
  private static final String SERVICE = "start of a service with Spring Boot 3";

  private final Map<String, Double> measured = new HashMap<>();

  /** What the cells of a row show, by the row's beginning. */
  private final Map<String, List<ToDoubleFunction<String>>> costs =
      Map.of(
          "start of a program that says hello",
          List.of(jdk -> start(jdk, "empty agent"), jdk -> start(jdk, "hostshift")),
          SERVICE,
          List.of(jdk -> service(jdk, "empty agent"), jdk -> service(jdk, "hostshift")),
          "processor time of the first minute",
          List.of(jdk -> idle(jdk, "hostshift", "first minute, own threads")),
          "of a processor after that",
          List.of(jdk -> idle(jdk, "hostshift", "own share")),
          "memory of an idle JVM",
          List.of(
              jdk ->
                  idle(jdk, "hostshift", "resident added")
                      - idle(jdk, "MBean server alone", "resident added")));

  @BeforeEach
  void readFigures() throws IOException {
    for (String line : Files.readAllLines(Page.ROOT.resolve("docs/results/cost.tsv"))) {
      String[] cells = line.split("\t");
      if (!cells[0].equals("part")) {
        measured.put(key(cells[0], cells[1], cells[2], cells[3]), Double.valueOf(cells[4]));
      }
    }
  }

  private static String key(String part, String of, String variant, String what) {
    return String.join("\t", part, of, variant, what);
  }

  private double figure(String part, String of, String variant, String what) {
    return measured.get(key(part, of, variant, what));
  }

  private double start(String jdk, String variant) {
    return figure("start", "hello, JDK " + jdk, variant, "wall");
  }

  private double service(String jdk, String variant) {
    return figure("start", "Spring Boot, JDK " + jdk, variant, "wall");
  }

  private double idle(String jdk, String variant, String what) {
    return figure("standing", "JDK " + jdk + ", idle", variant, what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start of a program that says hello",
        SERVICE,
        "processor time of the first minute",
        "of a processor after that",
        "memory of an idle JVM"
      })
  void shouldShowWhatWasMeasured(String row) {
    String[] cells = cells(row);

    assertThat(cells).hasSameSizeAs(JDKS);
    for (int i = 0; i < cells.length; i++) {
      List<String> shown =
          Pattern.compile("[\\d.]+").matcher(cells[i]).results().map(MatchResult::group).toList();
      if (row.equals(SERVICE) && JDKS.get(i).equals("8")) {
        assertThat(shown).isEmpty();
        continue;
      }
      List<ToDoubleFunction<String>> figures = costs.get(row);
      assertThat(shown).hasSameSizeAs(figures);
      for (int n = 0; n < shown.size(); n++) {
        BigDecimal said = new BigDecimal(shown.get(n));
        double half = 0.5 * Math.pow(10, -said.scale());
        assertThat(figures.get(n).applyAsDouble(JDKS.get(i)))
            .as("%s, JDK %s", row, JDKS.get(i))
            .isBetween(said.doubleValue() - half, said.doubleValue() + half);
      }
    }
  }

  private static String[] cells(String row) {
    return Pattern.compile("^\\| " + Pattern.quote(row) + "[^|]*\\|(.*)\\|$", Pattern.MULTILINE)
        .matcher(Page.named("README.md").text())
        .results()
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row: " + row))
        .group(1)
        .split("\\|");
  }
}
