package io.hostshift.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class MutationPageTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 29);
  private static final String REPORT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <mutations partial="true">
      <mutation detected='true' status='KILLED' numberOfTestsRun='1'><sourceFile>A.java</sourceFile></mutation>
      <mutation detected='true' status='TIMED_OUT' numberOfTestsRun='1'><sourceFile>A.java</sourceFile></mutation>
      <mutation detected='false' status='SURVIVED' numberOfTestsRun='3'><sourceFile>A.java</sourceFile></mutation>
      <mutation detected='false' status='NO_COVERAGE' numberOfTestsRun='0'><sourceFile>A.java</sourceFile></mutation>
      </mutations>
      """;

  @Test
  void shouldCountWhatTheReportSays() throws IOException {
    MutationPage page = MutationPage.of("");

    page.add("tune.guard", REPORT, DAY);

    assertThat(page.toString())
        .startsWith("# ")
        .contains("\n| `tune.guard` | 4 | 2 | 1 | 1 | 50 % | 2026-11-29 |\n");
  }

  @Test
  void shouldKeepTheRowOfWhatWasNotRun() throws IOException {
    String other = "| `watch` | 300 | 290 | 9 | 1 | 96 % | 2026-11-01 |";
    MutationPage page = MutationPage.of("| package | changes |\n|---|---|\n" + other + "\n");

    page.add("notice", REPORT, DAY);

    assertThat(page.toString().lines().filter(line -> line.startsWith("| `")))
        .containsExactly("| `notice` | 4 | 2 | 1 | 1 | 50 % | 2026-11-29 |", other);
  }

  @Test
  void shouldTakeNoReportWithoutAChange() {
    assertThatThrownBy(() -> MutationPage.of("").add("watch", "<mutations/>", DAY))
        .hasMessageContaining("watch");
  }

  @Test
  void shouldWriteThePageAsItIs() throws IOException {
    String page = Page.named("docs/results/mutation.md").text();

    assertThat(MutationPage.of(page)).hasToString(page);
    assertThat(page.lines().filter(line -> line.startsWith("| `")))
        .allSatisfy(
            row ->
                assertThat(
                        Files.isDirectory(
                            Page.ROOT.resolve(
                                "agent/src/main/java/io/hostshift/"
                                    + row.split("`")[1].replace('.', '/'))))
                    .as(row)
                    .isTrue());
  }
}
