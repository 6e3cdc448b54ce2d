package io.hostshift.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A value that names a program and its arguments, split at spaces. Single and double quotes keep
 * spaces together; nothing else has a meaning, and no shell ever sees it.
 */
final class ProgramLine {
  private ProgramLine() {}

  /**
   * @throws IllegalArgumentException if there is no program, or a quote has no end
   */
  static List<String> split(String line) {
    List<String> all = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (char c : line.toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        word = word == null ? new StringBuilder() : word;
      } else if (Character.isWhitespace(c)) {
        if (word != null) {
          all.add(word.toString());
          word = null;
        }
      } else {
        word = (word == null ? new StringBuilder() : word).append(c);
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("a quote has no end in: " + line);
    }
    if (word != null) {
      all.add(word.toString());
    }
    if (all.isEmpty() || all.get(0).isEmpty()) {
      throw new IllegalArgumentException("no program is named");
    }
    return all;
  }
}
