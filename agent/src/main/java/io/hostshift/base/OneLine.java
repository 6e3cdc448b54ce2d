package io.hostshift.base;

/**
 * A text of somebody else's as one line of ours. What a host, a file or a service is named may hold
 * anything: it must neither begin a line of its own, nor command the terminal, nor change the order
 * in which the rest of the line is shown.
 */
public final class OneLine {
  private OneLine() {}

  /** With a question mark in place of each character that is not safe. */
  public static String of(String text) {
    return of(text, '?');
  }

  /** With that character in place of each that is not safe. */
  public static String of(String text, char instead) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      line.appendCodePoint(isSafe(c) ? c : instead);
      i += Character.charCount(c);
    }
    return line.toString();
  }

  /**
   * The text, or its beginning and how long it is in all where it has more characters than that.
   */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "... (" + text.length() + " characters)";
  }

  /**
   * Whether a terminal does nothing with this character but show it where it stands: no control
   * character of either set, no separator of lines or paragraphs, half of no pair, and none that
   * nobody sees, to which those belong that turn the order of others around.
   */
  public static boolean isSafe(int codePoint) {
    switch (Character.getType(codePoint)) {
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
