package io.hostshift.attach;

/** Text that another process has written. */
final class ForeignText {
  private ForeignText() {}

  /** No longer than that many characters. */
  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
