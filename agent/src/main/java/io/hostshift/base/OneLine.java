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
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      line.append(isSafe(c) ? c : instead);
    }
    return line.toString();
  }

  /**
   * No control character, also none of the second set, which begins escape sequences as the first
   * does; no line or paragraph separator; nothing that embeds, overrides or isolates a direction.
   */
  private static boolean isSafe(char c) {
    return !Character.isISOControl(c)
        && !(c >= '\u2028' && c <= '\u202e')
        && !(c >= '\u2066' && c <= '\u2069');
  }
}
