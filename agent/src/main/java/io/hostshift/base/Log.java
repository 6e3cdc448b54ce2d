package io.hostshift.base;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One line after another on standard error, each beginning with {@code hostshift}. */
public final class Log {
  /** How much is said. */
  public enum Level {
    OFF,
    ERROR,
    WARN,
    INFO,
    DEBUG;

    /** By its name in lower case, as in configuration. */
    public static Level named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** Complaints that are kept: more would hide what matters. */
  private static final int KEPT = 16;

  private final PrintStream out;
  private final Level level;
  private final Set<String> complaints = new LinkedHashSet<>();

  public Log(PrintStream out, Level level) {
    this.out = out;
    this.level = level;
  }

  public void error(String message) {
    write(Level.ERROR, message);
  }

  public void warn(String message) {
    write(Level.WARN, message);
  }

  /** A warning of what may pass: whoever gives it says it in status for as long as it holds. */
  public void warnForNow(String message) {
    print(Level.WARN, message);
  }

  public void info(String message) {
    write(Level.INFO, message);
  }

  public void debug(String message) {
    write(Level.DEBUG, message);
  }

  public boolean debugs() {
    return level == Level.DEBUG;
  }

  /** The latest errors and warnings since the start, each once, also those below the level. */
  public List<String> complaints() {
    synchronized (complaints) {
      return new ArrayList<>(complaints);
    }
  }

  private void keep(String message) {
    synchronized (complaints) {
      complaints.remove(message);
      complaints.add(message);
      if (complaints.size() > KEPT) {
        complaints.remove(complaints.iterator().next());
      }
    }
  }

  private void write(Level lineLevel, String message) {
    if (lineLevel == Level.ERROR || lineLevel == Level.WARN) {
      keep(OneLine.of(message));
    }
    print(lineLevel, message);
  }

  private void print(Level lineLevel, String message) {
    if (lineLevel.ordinal() <= level.ordinal()) {
      String mark = lineLevel == Level.INFO ? "" : lineLevel.name().toLowerCase(Locale.ROOT) + ": ";
      // One write: println makes two of it on 8, and another line could come between.
      out.print("hostshift " + mark + OneLine.of(message) + "\n");
      out.flush();
    }
  }
}
