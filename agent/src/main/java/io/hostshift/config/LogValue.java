package io.hostshift.config;

import io.hostshift.base.Log;
import io.hostshift.log.LogChoice;
import java.io.File;

/**
 * The value of {@code log}: a level, a form and a place joined by {@code +}, each of which may be
 * left out; all that follows {@code file:} is a path, except for our own words at its end.
 */
final class LogValue {
  static final String ACCEPTED =
      "off, error, warn, info or debug, joined by + with plain or json, and with file:PATH,"
          + " journald or syslog";

  private static final String FILE = "file:";

  private Log.Level level = Log.Level.INFO;
  private boolean json;
  private LogChoice.LogPlace place = LogChoice.LogPlace.STANDARD_ERROR;
  private File file;

  private LogValue() {}

  static LogChoice parse(String text) {
    LogValue value = new LogValue();
    String rest = text;
    int path = rest.indexOf(FILE);
    if (path == 0 || path > 0 && rest.charAt(path - 1) == '+') {
      String named = rest.substring(path + FILE.length());
      for (int plus = named.lastIndexOf('+');
          plus > 0 && value.takes(named.substring(plus + 1));
          plus = named.lastIndexOf('+')) {
        named = named.substring(0, plus);
      }
      value.place = LogChoice.LogPlace.FILE;
      value.file = Values.path(named);
      rest = rest.substring(0, Math.max(0, path - 1));
    }
    if (!rest.isEmpty() || path != 0) {
      for (String word : rest.split("\\+", -1)) {
        if (!value.takes(word)) {
          throw new IllegalArgumentException(word);
        }
      }
    }
    return new LogChoice(value.level, value.json, value.place, value.file);
  }

  private boolean takes(String word) {
    for (Log.Level each : Log.Level.values()) {
      if (each.name().equalsIgnoreCase(word)) {
        level = each;
        return true;
      }
    }
    switch (word) {
      case "json":
      case "plain":
        json = word.equals("json");
        return true;
      case "journald":
        place = LogChoice.LogPlace.JOURNALD;
        return true;
      case "syslog":
        place = LogChoice.LogPlace.SYSLOG;
        return true;
      case "stderr":
        place = LogChoice.LogPlace.STANDARD_ERROR;
        return true;
      default:
        return false;
    }
  }
}
