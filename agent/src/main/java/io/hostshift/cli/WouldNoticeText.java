package io.hostshift.cli;

/** What would be noticed of a move, for people. */
final class WouldNoticeText {
  private WouldNoticeText() {}

  /**
   * @param word as in JSON; an older agent has none
   */
  static String of(String word) {
    switch (word) {
      case "host":
        return "host: each move, and to which host";
      case "event":
        return "event: that it was moved, not where to";
      case "kind":
        return "kind: a move to another kind of host only";
      case "no":
        return "no";
      default:
        return "not known";
    }
  }
}
