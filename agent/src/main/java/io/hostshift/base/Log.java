package io.hostshift.base;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** One line after another, from any thread: on standard error, or wherever a scribe takes it. */
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

  /** Says one line; nobody waits for it who must not wait. */
  public interface Voice {
    /**
     * @param message in one safe line
     * @param event the event that it is about, as a JSON object; null for none
     */
    void say(Level level, String message, Supplier<String> event);
  }

  /** Complaints that are kept: more would hide what matters. */
  private static final int KEPT = 16;

  private final Voice voice;
  private final Level level;
  private final Set<String> complaints = new LinkedHashSet<>();

  public Log(Voice voice, Level level) {
    this.voice = voice;
    this.level = level;
  }

  /** Writes to a stream at once, and waits for it. */
  public Log(PrintStream out, Level level) {
    this(
        (lineLevel, message, event) -> {
          // One write: println makes two of it on 8, and another line could come between.
          out.print(plain(lineLevel, message) + "\n");
          out.flush();
        },
        level);
  }

  /** A line as people read it, which begins with {@code hostshift}. */
  public static String plain(Level level, String message) {
    String mark = level == Level.INFO ? "" : level.name().toLowerCase(Locale.ROOT) + ": ";
    return "hostshift " + mark + message;
  }

  public void error(String message) {
    write(Level.ERROR, message);
  }

  public void warn(String message) {
    write(Level.WARN, message);
  }

  /** A warning of what may pass: whoever gives it says it in status for as long as it holds. */
  public void warnForNow(String message) {
    print(Level.WARN, OneLine.of(message), null);
  }

  public void info(String message) {
    write(Level.INFO, message);
  }

  /**
   * Says what has happened.
   *
   * @param event the same as a JSON object, for programs
   */
  public void event(String message, Supplier<String> event) {
    write(Level.INFO, message, event);
  }

  public void debug(String message) {
    write(Level.DEBUG, message);
  }

  public boolean debugs() {
    return level == Level.DEBUG;
  }

  /**
   * The latest errors and warnings since the start whose cause is not known to be over, each once,
   * also those below the level.
   */
  public List<String> complaints() {
    synchronized (complaints) {
      return new ArrayList<>(complaints);
    }
  }

  /** The cause of an error or warning is over: it is no complaint any more. */
  void over(String message) {
    synchronized (complaints) {
      complaints.remove(OneLine.of(message));
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
    write(lineLevel, message, null);
  }

  private void write(Level lineLevel, String message, Supplier<String> event) {
    String line = OneLine.of(message);
    if (lineLevel == Level.ERROR || lineLevel == Level.WARN) {
      keep(line);
    }
    print(lineLevel, line, event);
  }

  private void print(Level lineLevel, String line, Supplier<String> event) {
    if (lineLevel.ordinal() <= level.ordinal()) {
      voice.say(lineLevel, line, event);
    }
  }
}
