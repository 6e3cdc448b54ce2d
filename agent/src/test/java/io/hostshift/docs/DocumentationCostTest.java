package io.hostshift.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README says of the agent's cost is what was measured last, to the last digit shown. */
class DocumentationCostTest {
  private static final List<String> JDKS = List.of("8", "17", "25");

  private final Map<String, Double> measured = new HashMap<>();

  private final Map<String, ToDoubleFunction<String>> costs =
      Map.of(
          "start",
          jdk -> start(jdk, "hostshift") - start(jdk, "empty agent"),
          "first minute",
          jdk -> idle(jdk, "first minute, own threads"),
          "share",
          jdk -> idle(jdk, "own share"),
          "memory",
          jdk ->
              idle(jdk, "resident added")
                  - figure(
                      "standing", "JDK " + jdk + ", idle", "MBean server alone", "resident added"));

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

  private double idle(String jdk, String what) {
    return figure("standing", "JDK " + jdk + ", idle", "hostshift", what);
  }

  @ParameterizedTest
  @CsvSource({
    "start, longer start of a program that says hello",
    "first minute, processor time of the first minute",
    "share, 'of a processor after that'",
    "memory, memory of an idle JVM beyond the MBean server's"
  })
  void shouldShowWhatWasMeasured(String cost, String row) {
    String cells =
        Pattern.compile("^\\| " + Pattern.quote(row) + "[^|]*\\|(.*)\\|$", Pattern.MULTILINE)
            .matcher(Page.named("README.md").text())
            .results()
            .findFirst()
            .orElseThrow(() -> new AssertionError("no row: " + row))
            .group(1);
    String[] shown = cells.split("\\|");

    assertThat(shown).hasSameSizeAs(JDKS);
    for (int i = 0; i < shown.length; i++) {
      BigDecimal said = new BigDecimal(shown[i].trim().replaceAll(" .*", ""));
      double half = 0.5 * Math.pow(10, -said.scale());
      assertThat(costs.get(cost).applyAsDouble(JDKS.get(i)))
          .as("%s, JDK %s", row, JDKS.get(i))
          .isBetween(said.doubleValue() - half, said.doubleValue() + half);
    }
  }
}
