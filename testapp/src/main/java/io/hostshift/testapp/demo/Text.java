package io.hostshift.testapp.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Plain text in lines. */
final class Text {
  private Text() {}

  /** Breaks at white space; a word that is longer than a line keeps a line of its own. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split("\\s+")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Ends in dots where it is longer than that. */
  static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 3)) + "...";
  }

  static String spaces(int count) {
    char[] spaces = new char[Math.max(0, count)];
    Arrays.fill(spaces, ' ');
    return new String(spaces);
  }
}
