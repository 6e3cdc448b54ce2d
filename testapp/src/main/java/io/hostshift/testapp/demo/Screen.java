package io.hostshift.testapp.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the demo writes: 80 columns, in colour or plainly, each line at once. */
final class Screen {
  static final int WIDTH = 80;
  private static final String INDENT = "   ";
  private static final int WORD_WIDTH = 10;
  private static final int FACT_WIDTH = 18;
  private static final Pattern STATE = Pattern.compile(" (APPLIED|FLOOR|CEILING|FAILED)(?: |$)");

  private final PrintStream out;
  private final Palette palette;

  Screen(PrintStream out, Palette palette) {
    this.out = out;
    this.palette = palette;
  }

  void title(String title, String text) {
    line(palette.bold(title));
    for (String line : Text.wrap(text, WIDTH)) {
      line(line);
    }
  }

  void step(int number, String text) {
    line("");
    line(palette.accent(String.valueOf(number)) + "  " + palette.bold(text));
  }

  /** A line that only explains. */
  void note(String text) {
    for (String line : Text.wrap(text, WIDTH - INDENT.length())) {
      line(INDENT + palette.faint(line));
    }
  }

  /** What was found, not what was said. */
  void fact(String what, String value) {
    line(INDENT + what + Text.spaces(FACT_WIDTH - what.length()) + value);
  }

  /** Something that was seen so long after the move. */
  void moment(long afterMillis, String word, String text) {
    String stamp = String.format(Locale.ROOT, "+%5d ms", afterMillis);
    String padded = word + Text.spaces(WORD_WIDTH - word.length());
    int used = INDENT.length() + stamp.length() + 2 + padded.length() + 1;
    line(
        INDENT
            + palette.faint(stamp)
            + "  "
            + palette.good(padded)
            + " "
            + Text.cut(text, WIDTH - used));
  }

  /** The first line is the heading. */
  void table(List<String> lines) {
    line("");
    for (int i = 0; i < lines.size(); i++) {
      line(INDENT + (i == 0 ? palette.faint(lines.get(i)) : coloured(lines.get(i))));
    }
  }

  void success(String text) {
    line("");
    for (String line : Text.wrap(text, WIDTH)) {
      line(palette.good(line));
    }
  }

  void failure(String text) {
    for (String line : Text.wrap(text, WIDTH)) {
      line(palette.bad(line));
    }
  }

  /** What should have been, and was not. */
  void missed(String text) {
    for (String line : Text.wrap("missed: " + text, WIDTH - INDENT.length())) {
      line(INDENT + palette.bad(line));
    }
  }

  void blank() {
    line("");
  }

  static int tableWidth() {
    return WIDTH - INDENT.length();
  }

  private String coloured(String row) {
    Matcher state = STATE.matcher(row);
    if (!state.find()) {
      return row;
    }
    String word = state.group(1);
    String dressed;
    if (word.equals("APPLIED")) {
      dressed = palette.good(word);
    } else if (word.equals("FAILED")) {
      dressed = palette.bad(word);
    } else {
      dressed = palette.notable(word);
    }
    return row.substring(0, state.start(1)) + dressed + row.substring(state.end(1));
  }

  private void line(String text) {
    out.println(text);
    out.flush();
  }
}
