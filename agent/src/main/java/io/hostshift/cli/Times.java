package io.hostshift.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Times in answers, which are ISO-8601, for people. */
final class Times {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private Times() {}

  /** Epoch milliseconds; 0 if it is no time. */
  static long millis(String iso) {
    try {
      return Instant.parse(iso).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return 0;
    }
  }

  /** In this machine's time zone; as it was if it is no time. */
  static String local(String iso) {
    try {
      return LOCAL.format(Instant.parse(iso).atZone(ZoneId.systemDefault()));
    } catch (DateTimeException e) {
      return iso;
    }
  }
}
