package io.hostshift.log;

import io.hostshift.base.Log;
import java.io.File;

/** What {@code log} asks for: how much is said, in which form, and where. */
public final class LogChoice {
  /** Where lines go. */
  public enum LogPlace {
    STANDARD_ERROR,
    FILE,
    JOURNALD,
    SYSLOG
  }

  private final Log.Level level;
  private final boolean json;
  private final LogPlace place;
  private final File file;

  /**
   * @param json whether each line is a JSON object, and not for people
   * @param file null but for {@link LogPlace#FILE}
   */
  public LogChoice(Log.Level level, boolean json, LogPlace place, File file) {
    this.level = level;
    this.json = json;
    this.place = place;
    this.file = file;
  }

  public Log.Level level() {
    return level;
  }

  public boolean json() {
    return json;
  }

  public LogPlace place() {
    return place;
  }

  /** Null where lines go to none. */
  public File file() {
    return file;
  }
}
