package io.hostshift.testapp.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is shown, plainly and in colour. */
final class ScreenTest {
  private static final String ESCAPE = "\u001b";
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @Test
  void shouldWriteNoEscapeCodesWhereNobodyLooks() {
    showEverything(Palette.of(false, null, "xterm"));

    assertThat(shown()).doesNotContain(ESCAPE).contains("MIGRATED").contains("APPLIED");
  }

  @Test
  void shouldWriteInColourOnATerminal() {
    showEverything(Palette.of(true, null, "xterm"));

    assertThat(shown()).contains(ESCAPE + "[32mMIGRATED").contains(ESCAPE + "[33mFLOOR");
  }

  @Test
  void shouldShowTheSameTextInColourAndPlainly() {
    showEverything(Palette.PLAIN);
    String plain = shown();
    shown.reset();

    showEverything(Palette.COLOUR);

    assertThat(shown().replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
  }

  @Test
  void shouldHonourNoColorUnlessItIsEmpty() {
    assertThat(Palette.of(true, "1", "xterm")).isEqualTo(Palette.PLAIN);
    assertThat(Palette.of(true, "", "xterm")).isEqualTo(Palette.COLOUR);
  }

  @Test
  void shouldSendNoColourToADumbTerminal() {
    assertThat(Palette.of(true, null, "dumb")).isEqualTo(Palette.PLAIN);
  }

  @Test
  void shouldAlignColumnsAndBreakTheLastOne() {
    Table table =
        new Table(50)
            .row("setting", "before", "now", "state", "why")
            .row("processors", "8", "4", "APPLIED", "")
            .row("gc.concurrent", "2", "2", "FLOOR", "as many as it may");

    assertThat(table.lines())
        .containsExactly(
            "setting        before  now  state    why",
            "processors          8    4  APPLIED",
            "gc.concurrent       2    2  FLOOR    as many as it",
            "                                     may");
  }

  @Test
  void shouldCutAMomentThatIsTooLong() {
    new Screen(out(), Palette.PLAIN).moment(7, "MIGRATED", "x".repeat(200));

    assertThat(shown().stripTrailing()).hasSize(80).endsWith("...");
  }

  private void showEverything(Palette palette) {
    Screen screen = new Screen(out(), palette);
    screen.title("title", "text");
    screen.step(1, "step");
    screen.note("note");
    screen.moment(212, "MIGRATED", "kvp.PhysicalHostName  host-a -> host-b");
    screen.table(List.of("setting  state", "processors  APPLIED", "gc  FLOOR  why"));
    screen.fact("what", "value");
    screen.missed("missed");
    screen.success("success");
    screen.failure("failure");
  }

  private PrintStream out() {
    return new PrintStream(shown, true, StandardCharsets.UTF_8);
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }
}
