package io.hostshift.source.process;

import java.util.ArrayList;
import java.util.List;

/**
 * A command line split into a program and its arguments at spaces. Single and double quotes keep
 * spaces together; nothing else has a meaning, and no shell ever sees it.
 */
public final class Arguments {
  private Arguments() {}

  /**
   * @throws IllegalArgumentException if there is no program, or a quote has no end
   */
  public static List<String> split(String line) {
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
