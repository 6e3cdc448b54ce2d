package io.hostshift.config;

import java.util.Arrays;
import java.util.Locale;

/** Parsers of single configuration values. Each throws {@link IllegalArgumentException}. */
final class Values {
  // Each of these expressions is a class that the JVM makes at its start: once, not for each key.
  static final Key.Parser TEXT = Values::text;
  static final Key.Parser FLAG = Values::flag;
  static final Key.Parser SIZE = Values::size;
  static final Key.Parser DURATION = Durations::parse;
  static final Key.Parser SELECTION = Selection::parse;

  private Values() {}

  static String text(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    return text;
  }

  static Boolean flag(String text) {
    return oneOf("true", "false").parse(text).equals("true");
  }

  static Key.Parser oneOf(String... accepted) {
    return text -> {
      String lower = text.toLowerCase(Locale.ROOT);
      if (!Arrays.asList(accepted).contains(lower)) {
        throw new IllegalArgumentException(text);
      }
      return lower;
    };
  }

  static Key.Parser number(int least, int most) {
    return text -> {
      int number = Integer.parseInt(text);
      if (number < least || number > most) {
        throw new IllegalArgumentException(text);
      }
      return number;
    };
  }

  /** Bytes, with an optional unit KB, MB or GB of powers of 1024; from 64KB to 1GB. */
  static Long size(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    int shift =
        upper.endsWith("KB") ? 10 : upper.endsWith("MB") ? 20 : upper.endsWith("GB") ? 30 : 0;
    String digits = shift == 0 ? upper : upper.substring(0, upper.length() - 2).trim();
    long bytes = Math.multiplyExact(Long.parseLong(digits), 1L << shift);
    if (bytes < 1 << 16 || bytes > 1 << 30) {
      throw new IllegalArgumentException(text);
    }
    return bytes;
  }
}
