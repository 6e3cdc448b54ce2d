package io.hostshift.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Text for people: lines that fit the terminal, and tables. Whatever it is given is printed as
 * text: what a terminal would obey is taken out of it, labels included. The styles alone are its
 * own.
 */
final class Page {
  /** Columns that the last column of a table needs. */
  private static final int LEAST_ROOM = 20;

  private static final int LIST_INDENT = 4;

  private final PrintWriter out;
  private final Terminal terminal;

  Page(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void line(String text) {
    out.println(Printable.of(text));
  }

  /** A line that begins with a name. */
  void heading(String name, String rest) {
    out.println(terminal.bold(Printable.of(name)) + Printable.of(rest));
  }

  /**
   * JSON, for programs, and for people who have it on a terminal.
   *
   * @param json of one line or several
   */
  void json(String json) {
    out.println(Json.escaped(json));
  }

  void blank() {
    out.println();
  }

  void title(String text) {
    out.println();
    out.println(terminal.bold(Printable.of(text)));
  }

  /** A text behind its label; what does not fit goes on below, as far in. */
  void entry(String label, int indent, String text) {
    entry(label, indent, text, Style.PLAIN);
  }

  void entry(String label, int indent, String text, Style style) {
    String left = Printable.of(label);
    String safe = Printable.of(text);
    if (left.length() > indent) {
      left += " ";
    }
    int room =
        terminal.width() == 0 ? Integer.MAX_VALUE : Math.max(LEAST_ROOM, terminal.width() - indent);
    for (String part : wrapped(safe, room)) {
      out.println(trimmed(pad(left, indent) + style.of(terminal, part)));
      left = "";
    }
  }

  /** How a text looks where there are colours. */
  enum Style {
    PLAIN,
    GOOD,
    NOTABLE,
    BAD;

    String of(Terminal terminal, String text) {
      switch (this) {
        case GOOD:
          return terminal.good(text);
        case NOTABLE:
          return terminal.notable(text);
        case BAD:
          return terminal.bad(text);
        default:
          return text;
      }
    }
  }

  static String pad(String text, int width) {
    StringBuilder padded = new StringBuilder(text);
    while (padded.length() < width) {
      padded.append(' ');
    }
    return padded.toString();
  }

  private static String trimmed(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ') {
      end--;
    }
    return line.substring(0, end);
  }

  /** Broken at spaces; a word that is longer than the room is not broken. */
  static List<String> wrapped(String text, int room) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > room) {
      int at = rest.lastIndexOf(' ', room);
      if (at <= 0) {
        at = rest.indexOf(' ');
      }
      if (at <= 0) {
        break;
      }
      lines.add(rest.substring(0, at));
      rest = rest.substring(at + 1);
    }
    lines.add(rest);
    return lines;
  }

  /**
   * Columns as wide as they need; the last one is wrapped.
   *
   * @param rows the first is the head
   */
  void table(List<String[]> rows) {
    int columns = rows.get(0).length;
    int[] widths = new int[columns - 1];
    int indent = 0;
    for (int i = 0; i < widths.length; i++) {
      for (String[] row : rows) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
      indent += widths[i] + 2;
    }
    if (terminal.width() > 0 && indent + LEAST_ROOM > terminal.width()) {
      list(rows);
      return;
    }
    boolean head = true;
    for (String[] row : rows) {
      StringBuilder left = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        left.append(pad(Printable.of(row[i]), widths[i] + 2));
      }
      if (head) {
        out.println(terminal.faint(trimmed(left + Printable.of(row[columns - 1]))));
      } else {
        entry(left.toString(), indent, row[columns - 1]);
      }
      head = false;
    }
  }

  /** A table that is too wide for the terminal: an entry a row, each value behind its column. */
  private void list(List<String[]> rows) {
    String[] head = rows.get(0);
    for (String[] row : rows.subList(1, rows.size())) {
      List<String> values = new ArrayList<>();
      for (int i = 1; i < row.length; i++) {
        if (!row[i].isEmpty() && !row[i].equals("-")) {
          values.add(head[i] + " " + row[i]);
        }
      }
      out.println(trimmed(Printable.of((head[0].isEmpty() ? "" : head[0] + " ") + row[0])));
      entry("", LIST_INDENT, String.join(", ", values));
    }
  }

  void flush() {
    out.flush();
  }
}
