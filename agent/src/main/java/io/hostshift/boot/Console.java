package io.hostshift.boot;

import java.lang.reflect.InvocationTargetException;
import java.security.PrivilegedActionException;

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
            || cause instanceof PrivilegedActionException
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
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int type = Character.getType(c);
      boolean safe =
          type != Character.CONTROL
              && type != Character.FORMAT
              && type != Character.LINE_SEPARATOR
              && type != Character.PARAGRAPH_SEPARATOR
              && type != Character.SURROGATE;
      line.appendCodePoint(safe ? c : ' ');
      i += Character.charCount(c);
    }
    return line.toString();
  }
}
