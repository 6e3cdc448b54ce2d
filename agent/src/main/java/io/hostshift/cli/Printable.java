package io.hostshift.cli;

/**
 * Text from outside, safe to print on a terminal: no control characters, nor those that nobody sees
 * and that turn the order of others around.
 */
final class Printable {
  private Printable() {}

  static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      safe.appendCodePoint(isHarmless(c) ? c : '?');
    }
    return safe.toString();
  }

  /** The same in one line. */
  static String line(String text) {
    return of(text.trim().replaceAll("\\s*\\R\\s*", " "));
  }

  /** Whether a terminal does nothing but show it where it stands. */
  static boolean isHarmless(int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL:
      case Character.FORMAT:
      case Character.LINE_SEPARATOR:
      case Character.PARAGRAPH_SEPARATOR:
      case Character.SURROGATE:
        return false;
      default:
        return true;
    }
  }
}
