package io.hostshift.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;

/** What standard output leads to: a terminal has colours and a width, anything else has neither. */
final class Terminal {
  private static final int USUAL_WIDTH = 80;
  private static final int LEAST_WIDTH = 40;

  private final boolean colours;
  private final int width;

  /**
   * @param width in columns; 0 for no limit
   */
  Terminal(boolean colours, int width) {
    this.colours = colours;
    this.width = width;
  }

  /** That of this process. */
  static Terminal ofStandardOutput() {
    boolean terminal = leadsToTerminal(Paths.get("/proc/self/fd/1"));
    return of(terminal, System.getenv(), terminal ? size() : "");
  }

  /**
   * @param size as {@code stty size} prints it: rows and columns; may be empty
   */
  static Terminal of(boolean terminal, Map<String, String> environment, String size) {
    if (!terminal) {
      return new Terminal(false, 0);
    }
    String noColour = environment.get("NO_COLOR");
    boolean dumb = "dumb".equals(environment.get("TERM"));
    String columns = environment.get("COLUMNS");
    int space = size.indexOf(' ');
    int width = number(columns != null ? columns : size.substring(space + 1).trim());
    return new Terminal(
        (noColour == null || noColour.isEmpty()) && !dumb,
        width == 0 ? USUAL_WIDTH : Math.max(LEAST_WIDTH, width));
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
  }

  private static boolean leadsToTerminal(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      // Not Linux, or no /proc: plain text is right everywhere.
      return false;
    }
  }

  private static String size() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectErrorStream(true)
              .start();
      try (InputStream out = stty.getInputStream()) {
        byte[] bytes = new byte[32];
        int count = out.read(bytes);
        return count < 0
            ? ""
            : new String(bytes, 0, count, java.nio.charset.StandardCharsets.US_ASCII);
      }
    } catch (IOException e) {
      return "";
    }
  }

  boolean colours() {
    return colours;
  }

  /** In columns; 0 for no limit. */
  int width() {
    return width;
  }

  String bold(String text) {
    return styled("1", text);
  }

  String faint(String text) {
    return styled("2", text);
  }

  String good(String text) {
    return styled("32", text);
  }

  String notable(String text) {
    return styled("33", text);
  }

  String bad(String text) {
    return styled("31", text);
  }

  private String styled(String code, String text) {
    return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
