package io.hostshift.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What the page says of G1 beside a JVM that is started there is what the rounds come to: of each
 * its own ratio, the median of these, and in which interval that lies where the rounds are drawn
 * anew ten thousand times. {@code -Dpayoff=write} takes it over.
 */
class G1PayoffPageTest {
  private static final Path ROWS = Page.ROOT.resolve("docs/results/payoff-g1.tsv");
  private static final Path PAGE = Page.ROOT.resolve("docs/results/payoff.md");
  private static final String BEGIN = "<!-- g1 -->\n";
  private static final int LEAST_ROUNDS = 10;
  private static final int DRAWN = 10_000;

  @Test
  void shouldSayWhatTheRoundsComeTo() throws IOException {
    Map<String, Map<Integer, Map<String, Double>>> cells = rounds();
    List<String> table =
        new ArrayList<>(
            List.of(
                "| | rounds | not retuned, of fresh | retuned, of fresh |", "|---|---|---|---|"));
    cells.forEach(
        (cell, rounds) -> {
          assertThat(rounds.size()).as(cell).isGreaterThanOrEqualTo(LEAST_ROUNDS);
          table.add(
              String.format(
                  Locale.ROOT,
                  "| %s | %d | %s | %s |",
                  cell,
                  rounds.size(),
                  ratios(rounds, "not retuned"),
                  ratios(rounds, "retuned")));
        });
    String page = Files.readString(PAGE);
    String expected = "\n" + String.join("\n", table) + "\n\n";
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf("<!-- end -->", from);
    if ("write".equals(System.getProperty("payoff"))) {
      page = page.substring(0, from) + expected + page.substring(to);
      Files.writeString(PAGE, page);
      to = from + expected.length();
    }
    assertThat(page.substring(from, to)).isEqualTo(expected);
  }

  /** The median, and its interval. */
  private static String ratios(Map<Integer, Map<String, Double>> rounds, String variant) {
    double[] ratios =
        rounds.values().stream()
            .mapToDouble(round -> round.get(variant) / round.get("fresh JVM"))
            .toArray();
    Random random = new Random(4);
    double[] medians = new double[DRAWN];
    for (int i = 0; i < DRAWN; i++) {
      double[] drawn = new double[ratios.length];
      for (int j = 0; j < drawn.length; j++) {
        drawn[j] = ratios[random.nextInt(ratios.length)];
      }
      medians[i] = median(drawn);
    }
    Arrays.sort(medians);
    return String.format(
        Locale.ROOT,
        "%.0f %% (%.0f to %.0f)",
        100 * median(ratios),
        100 * medians[DRAWN / 40],
        100 * medians[DRAWN - DRAWN / 40 - 1]);
  }

  private static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** By cell, round and variant, what was done in a second. */
  private static Map<String, Map<Integer, Map<String, Double>>> rounds() throws IOException {
    Map<String, Map<Integer, Map<String, Double>>> cells = new TreeMap<>();
    List<String> lines = Files.readAllLines(ROWS);
    for (String line : lines.subList(1, lines.size())) {
      String[] columns = line.split("\t", -1);
      cells
          .computeIfAbsent(columns[0], cell -> new TreeMap<>())
          .computeIfAbsent(Integer.valueOf(columns[1]), round -> new TreeMap<>())
          .put(columns[2], Double.valueOf(columns[3]));
    }
    return cells;
  }
}
