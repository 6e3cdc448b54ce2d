package io.hostshift.config;

import io.hostshift.base.FileTrust;
import java.io.File;
import java.util.List;
import java.util.Locale;

/** Parsers of single configuration values. Each throws {@link IllegalArgumentException}. */
final class Values {
  // A lambda is a class that the JVM makes at its start: one for all keys, not one for each.
  static final Key.Parser<File> PATH = Values::path;
  static final Key.Parser<Boolean> FLAG = Values::flag;
  static final Key.Parser<Long> SIZE = Values::size;
  static final Key.Parser<Long> DURATION = Durations::parse;

  /** Why a path is not used, and what helps. */
  static final String UNSPELLABLE =
      "this JVM's locale ("
          + System.getProperty("sun.jnu.encoding", "unknown")
          + ") cannot spell that path; start the JVM with LC_ALL=C.UTF-8";

  private Values() {}

  static File path(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    // Files that this JVM's locale cannot spell can be neither opened nor looked for.
    return new File(text).toPath().toFile();
  }

  static Boolean flag(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.equals("true") && !lower.equals("false")) {
      throw new IllegalArgumentException(text);
    }
    return lower.equals("true");
  }

  /** The constant with this name, whatever the case. */
  static <T extends Enum<T>> Key.Parser<T> oneOf(T[] accepted) {
    return text -> {
      for (T value : accepted) {
        if (value.name().equalsIgnoreCase(text)) {
          return value;
        }
      }
      throw new IllegalArgumentException(text);
    };
  }

  static Key.Parser<Integer> number(int least, int most) {
    return text -> {
      int number = Integer.parseInt(text);
      if (number < least || number > most) {
        throw new IllegalArgumentException(text);
      }
      return number;
    };
  }

  /**
   * The absolute path of a program that nobody else may write to, and its arguments.
   *
   * @param key for the sentence that says why it is not run
   */
  static Key.Parser<List<String>> program(String key) {
    return text -> {
      List<String> words;
      try {
        words = ProgramLine.split(text);
      } catch (IllegalArgumentException e) {
        throw new RefusedValue(key + " is not run: " + e.getMessage());
      }
      if (!new File(words.get(0)).isAbsolute()) {
        throw new RefusedValue(key + " is not run: " + words.get(0) + " is not an absolute path");
      }
      String distrust = FileTrust.distrustProgram(new File(words.get(0)));
      if (distrust != null) {
        throw new RefusedValue(notRun(key, distrust));
      }
      return words;
    };
  }

  /** Whoever may write to what is run, or to the file that names it, would run it as this user. */
  static String notRun(String key, String distrust) {
    return key
        + " is not run: "
        + distrust
        + "; only root and this user may be able to write to it";
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
