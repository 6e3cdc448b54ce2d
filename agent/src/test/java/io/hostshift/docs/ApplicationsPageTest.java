package io.hostshift.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the pages say of real applications is what the page of their runs says. */
class ApplicationsPageTest {
  private static final double EXPLAINED = 0.8;
  private static final double FOLLOWED = 0.6;

  private static List<Map<String, String>> rows() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    String[] columns = null;
    for (String line : Files.readAllLines(Page.ROOT.resolve("docs/results/applications.md"))) {
      if (!line.startsWith("| ")) {
        continue;
      }
      String[] cells = line.substring(2, line.length() - 2).split(" \\| ");
      if (columns == null) {
        columns = cells;
        continue;
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < columns.length; i++) {
        row.put(columns[i], cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  private static int sum(String column) throws IOException {
    return rows().stream().mapToInt(row -> Integer.parseInt(row.get(column))).sum();
  }

  @Test
  void shouldHaveProductsOfWhichNothingIsLostAndNothingPrinted() throws IOException {
    assertThat(rows())
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row).as(row.toString()).containsEntry("own lines", "0");
              assertThat(row.get("failed of requests")).startsWith("0 of ");
              assertThat(row).containsEntry("status", "0").containsEntry("others touched", "0");
            });
  }

  @Test
  void shouldExplainFourOfFiveAndHaveThreeOfFiveFollow() throws IOException {
    assertThat(Page.named("docs/pools.md").text().replaceAll("\\s+", " "))
        .contains("more than four of five are explained, more than three of five follow");

    double depend = sum("depend");
    assertThat(sum("explained") / depend).isGreaterThan(EXPLAINED);
    assertThat(sum("follow") / depend).isGreaterThan(FOLLOWED);
  }

  @Test
  void shouldSayHowManyWorkersTheProductsKeep() throws IOException {
    assertThat(Page.named("README.md").text().replaceAll("\\s+", " "))
        .contains("Of eight products", "six kept 8 workers and two came down to 4");

    assertThat(rows())
        .extracting(row -> row.get("gc.parallel"))
        .containsOnly("FLOOR 8", "FLOOR 4")
        .hasSize(8)
        .filteredOn("FLOOR 8"::equals)
        .hasSize(6);
  }
}
