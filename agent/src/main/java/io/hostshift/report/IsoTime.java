package io.hostshift.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times for programs: ISO-8601, UTC, with milliseconds. */
public final class IsoTime {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private IsoTime() {}

  /**
   * @param millis epoch milliseconds
   */
  public static String of(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }
}
