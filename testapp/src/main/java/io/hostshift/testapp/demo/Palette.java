package io.hostshift.testapp.demo;

/** Colours for a terminal; the plain one returns every text as it is. */
enum Palette {
  PLAIN,
  COLOUR;

  /**
   * Colours are for a person in front of a terminal: never where the output goes elsewhere, where
   * NO_COLOR is set (no-color.org) or the terminal is a dumb one.
   */
  static Palette of(boolean terminal, String noColor, String term) {
    boolean refused = noColor != null && !noColor.isEmpty();
    return terminal && !refused && !"dumb".equals(term) ? COLOUR : PLAIN;
  }

  String bold(String text) {
    return dressed("1", text);
  }

  String faint(String text) {
    return dressed("2", text);
  }

  String good(String text) {
    return dressed("32", text);
  }

  String notable(String text) {
    return dressed("33", text);
  }

  String bad(String text) {
    return dressed("1;31", text);
  }

  String accent(String text) {
    return dressed("36", text);
  }

  private String dressed(String codes, String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001b[" + codes + "m" + text + "\u001b[0m";
  }
}
