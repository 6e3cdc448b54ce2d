package io.hostshift.log;

import io.hostshift.base.LineFile;
import io.hostshift.base.Log;
import io.hostshift.base.Scribe;
import io.hostshift.nativeaccess.Jna;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The lines of the log on their way to where {@code log} wants them. Nobody waits who says one; one
 * that its place does not take goes to standard error, after a line that says why.
 */
public final class LogOutlet implements Log.Voice {
  private static final String GAP = " lines were not said, as nobody took them in time";

  private final LogChoice choice;
  private final OutputStream err;
  private final LongSupplier millis;
  private final JsonLine json;
  private final LineFile file;
  private final SystemLog system;
  private final Scribe scribe;
  private boolean failing;

  /**
   * @param mostBytes the size at which a file is rotated
   * @param err where lines go that have no better place
   * @param pid this process, as it is known to itself
   */
  public LogOutlet(
      LogChoice choice,
      long mostBytes,
      OutputStream err,
      Jna jna,
      String pid,
      LongSupplier millis) {
    this(choice, mostBytes, err, systemLog(choice, jna, pid), millis);
  }

  LogOutlet(
      LogChoice choice, long mostBytes, OutputStream err, SystemLog system, LongSupplier millis) {
    this.choice = choice;
    // To make one costs a start more than all else of the log.
    this.json = choice.json() ? new JsonLine() : null;
    this.err = err;
    this.millis = millis;
    this.system = system;
    this.file = choice.file() == null ? null : new LineFile(choice.file().toPath(), mostBytes);
    this.scribe =
        new Scribe("hostshift-log", name(), "line", System::nanoTime, this::write)
            .gap(missing -> text(Log.Level.WARN, missing + GAP, null));
  }

  /** Of this process. Not System.err: the application may have put a stream of its own there. */
  public static OutputStream standardError() {
    return new FileOutputStream(FileDescriptor.err);
  }

  private static SystemLog systemLog(LogChoice choice, Jna jna, String pid) {
    switch (choice.place()) {
      case JOURNALD:
        return new SystemLog(jna, true, SystemLog.JOURNALD, pid);
      case SYSLOG:
        return new SystemLog(jna, false, SystemLog.SYSLOG, pid);
      default:
        return null;
    }
  }

  private String name() {
    switch (choice.place()) {
      case FILE:
        return "the log's file";
      case JOURNALD:
        return "the systemd journal";
      case SYSLOG:
        return "the system's log";
      default:
        return "standard error";
    }
  }

  @Override
  public void say(Log.Level level, String message, Supplier<String> event) {
    scribe.write(text(level, message, event));
  }

  /** Its first character is the level, for a place that asks for it apart. */
  private String text(Log.Level level, String message, Supplier<String> event) {
    String line;
    if (choice.json()) {
      line = json.of(millis.getAsLong(), level, message, event == null ? null : event.get());
    } else {
      line = system == null ? Log.plain(level, message) : message;
    }
    return (char) level.ordinal() + line;
  }

  private void write(String text) {
    Log.Level level = Log.Level.values()[text.charAt(0)];
    String line = text.substring(1);
    try {
      if (file != null) {
        file.append(line);
      } else if (system != null) {
        system.write(level, line);
      } else {
        print(line);
      }
      failing = false;
    } catch (IOException | RuntimeException e) {
      elsewhere(level, line, e);
    }
  }

  private void elsewhere(Log.Level level, String line, Exception why) {
    if (file == null && system == null) {
      // Standard error itself is closed, or leads to a full disk: there is no place left.
      return;
    }
    try {
      if (!failing) {
        String reason = file == null ? why.getMessage() : file.reason(why);
        String message = name() + " takes no lines, they come here: " + reason;
        print(
            choice.json()
                ? json.of(millis.getAsLong(), Log.Level.ERROR, message, null)
                : Log.plain(Log.Level.ERROR, message));
      }
      print(choice.json() || system == null ? line : Log.plain(level, line));
    } catch (IOException e) {
      return;
    } finally {
      failing = true;
    }
  }

  /** One write, so that no other line comes between. */
  private void print(String line) throws IOException {
    err.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    err.flush();
  }

  /** Who writes it. */
  public Scribe scribe() {
    return scribe;
  }

  /** Call it after the last line. */
  public void close() {
    if (system != null) {
      system.close();
    }
  }
}
