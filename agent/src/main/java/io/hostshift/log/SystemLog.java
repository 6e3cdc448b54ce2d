package io.hostshift.log;

import io.hostshift.base.Log;
import io.hostshift.base.UnavailableException;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.nativeaccess.UnixDatagrams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The machine's own log: the systemd journal in its native protocol, or whoever listens where
 * syslog(3) writes to. The message goes without the product's name, which is a field of its own.
 */
final class SystemLog {
  static final String JOURNALD = "/run/systemd/journal/socket";
  static final String SYSLOG = "/dev/log";

  /** LOG_DAEMON of syslog(3). */
  private static final int FACILITY = 3 << 3;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);

  private final Jna jna;
  private final boolean journald;
  private final String socket;
  private final String pid;
  private UnixDatagrams datagrams;

  SystemLog(Jna jna, boolean journald, String socket, String pid) {
    this.jna = jna;
    this.journald = journald;
    this.socket = socket;
    this.pid = pid;
  }

  /**
   * @param message one line
   * @throws IOException if nobody listens, or no native call can be made
   */
  void write(Log.Level level, String message) throws IOException {
    String text =
        journald ? journal(level, message, pid) : syslog(level, message, pid, LocalDateTime.now());
    try {
      if (datagrams == null) {
        datagrams = new UnixDatagrams(jna, socket);
      }
      datagrams.send(text.getBytes(StandardCharsets.UTF_8));
    } catch (UnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  static String journal(Log.Level level, String message, String pid) {
    return "MESSAGE="
        + message
        + "\nPRIORITY="
        + severity(level)
        + "\nSYSLOG_IDENTIFIER=hostshift\nSYSLOG_PID="
        + pid
        + "\n";
  }

  static String syslog(Log.Level level, String message, String pid, LocalDateTime time) {
    return "<"
        + (FACILITY | severity(level))
        + ">"
        + TIME.format(time)
        + " hostshift["
        + pid
        + "]: "
        + message;
  }

  private static int severity(Log.Level level) {
    switch (level) {
      case ERROR:
        return 3;
      case WARN:
        return 4;
      case DEBUG:
        return 7;
      default:
        return 6;
    }
  }

  void close() {
    if (datagrams != null) {
      datagrams.close();
    }
  }
}
