package io.hostshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.OneLine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static final List<String[]> ROWS =
      List.of(
          new String[] {"", "start", "now", "state", "why"},
          new String[] {"  gc.concurrent", "2", "1", "FLOOR", "marks with no fewer than that"},
          new String[] {"  pools", "-", "-", "LEFT", "pools=off"});

  private final StringWriter text = new StringWriter();

  private Page page(int width) {
    return new Page(new PrintWriter(text), new Terminal(false, width));
  }

  private List<String> lines() {
    return text.toString().lines().toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 50, 60, 80, 200})
  void shouldFitTheTerminal(int width) {
    Page page = page(width);
    page.table(ROWS);
    page.entry(
        "Notice", 14, "TRANSPARENT: nothing here announces a move beforehand; polls every 1 s");
    page.flush();

    assertThat(lines()).isNotEmpty().allMatch(line -> line.length() <= width);
    assertThat(String.join(" ", text.toString().split("\\s+")))
        .contains("marks with no fewer than that")
        .contains("polls every 1 s");
  }

  @Test
  void shouldNameEachValueWhereATableDoesNotFit() {
    Page page = page(45);
    page.table(ROWS);
    page.flush();

    assertThat(lines())
        .containsExactly(
            "  gc.concurrent",
            "    start 2, now 1, state FLOOR, why marks",
            "    with no fewer than that",
            "  pools",
            "    state LEFT, why pools=off");
  }

  @Test
  void shouldNotWrapWhatIsNotForATerminal() {
    Page page = page(0);
    page.entry("x", 4, "word ".repeat(200).trim());
    page.flush();

    assertThat(lines()).hasSize(1);
  }

  /** Whatever it is given: a label, a title, a line, a cell. */
  @ParameterizedTest
  @ValueSource(ints = {0, 45, 200})
  void shouldPrintNothingThatATerminalWouldObey(int width) {
    String hostile = "a\u001b]0;pwned\u0007\u001b[2J\u009b2J\u202eb\r\u2028\u2066c\nd";
    Page page = page(width);
    page.line(hostile);
    page.title(hostile);
    page.heading(hostile, hostile);
    page.entry(hostile, 2, hostile);
    page.entry(hostile, 200, hostile, Page.Style.BAD);
    page.table(
        List.of(
            new String[] {hostile, hostile},
            new String[] {hostile, hostile},
            new String[] {hostile, ""}));
    page.flush();

    assertThat(text.toString()).contains("a?]0;pwned??[2J?2J?b???c?d");
    assertThat(text.toString().replace("\n", "").codePoints()).allMatch(OneLine::isSafe);
    assertThat(text.toString().lines().filter(line -> line.startsWith("d"))).isEmpty();
  }

  @Test
  void shouldColourNamesOnATerminalOnly() {
    Page page = new Page(new PrintWriter(text), new Terminal(true, 80));
    page.heading("JVM 12", ", \u001b[31mJava");
    page.flush();

    assertThat(lines()).containsExactly("\u001b[1mJVM 12\u001b[0m, ?[31mJava");
  }

  @Test
  void shouldKeepAWordThatIsLongerThanTheLine() {
    assertThat(Page.wrapped("a " + "x".repeat(70) + " b", 20))
        .containsExactly("a", "x".repeat(70), "b");
  }

  @Test
  void shouldUseColoursOnATerminalOnly() {
    assertThat(Terminal.of(true, Map.of(), "24 80").bold("x")).isEqualTo("\u001b[1mx\u001b[0m");
    assertThat(Terminal.of(false, Map.of(), "").bold("x")).isEqualTo("x");
    assertThat(Terminal.of(true, Map.of("NO_COLOR", "1"), "24 80").bold("x")).isEqualTo("x");
    assertThat(Terminal.of(true, Map.of("TERM", "dumb"), "24 80").bold("x")).isEqualTo("x");
  }

  @Test
  void shouldTakeTheWidthFromTheEnvironmentBeforeTheTerminal() {
    assertThat(Terminal.of(true, Map.of(), "24 132").width()).isEqualTo(132);
    assertThat(Terminal.of(true, Map.of("COLUMNS", "60"), "24 132").width()).isEqualTo(60);
    assertThat(Terminal.of(true, Map.of(), "").width()).isEqualTo(80);
    assertThat(Terminal.of(false, Map.of("COLUMNS", "60"), "").width()).isZero();
  }
}
