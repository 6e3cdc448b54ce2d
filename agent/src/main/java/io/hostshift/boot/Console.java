package io.hostshift.boot;

import java.lang.reflect.InvocationTargetException;

/** The agent's lines on standard error: each begins with the product's name and is one line. */
final class Console {
  private Console() {}

  static void say(String what) {
    System.err.println("hostshift " + what);
  }

  /** The cause that a person can act on, in one line. */
  static String reason(Throwable why) {
    Throwable cause = why;
    while (cause.getCause() != null
        && (cause instanceof InvocationTargetException
            || cause instanceof ExceptionInInitializerError)) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    String text =
        message == null || message.isEmpty()
            ? cause.getClass().getName()
            : cause.getClass().getSimpleName() + ": " + message;
    if (cause instanceof SecurityException) {
      text += "; grant hostshift.jar java.security.AllPermission in the security policy";
    }
    return oneLine(text);
  }

  /**
   * With a space for each character that would begin another line, command the terminal, or change
   * the order in which the rest is shown: what {@code base.OneLine} says, which is not known here.
   */
  private static String oneLine(String text) {
    char[] line = text.toCharArray();
    for (int i = 0; i < line.length; i++) {
      char c = line[i];
      boolean separates = c >= '\u2028' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069';
      if (separates || Character.isISOControl(c)) {
        line[i] = ' ';
      }
    }
    return new String(line);
  }
}
