package io.hostshift.notice;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The times of the services' answers. */
final class NoticeTimes {
  private static final DateTimeFormatter EC2 =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss z", Locale.ENGLISH);

  private NoticeTimes() {}

  /**
   * Epoch milliseconds of {@code Mon, 19 Sep 2016 18:29:47 GMT}, {@code 21 Jan 2019 09:00:43 GMT}
   * or ISO-8601 with an offset; 0 for anything else, since a notice counts also if its time does
   * not.
   */
  static long parse(String text) {
    String trimmed = text == null ? "" : text.trim();
    try {
      if (trimmed.matches("\\d{4}-.*")) {
        return OffsetDateTime.parse(trimmed).toInstant().toEpochMilli();
      }
      DateTimeFormatter format =
          trimmed.matches("\\d.*") ? EC2 : DateTimeFormatter.RFC_1123_DATE_TIME;
      return ZonedDateTime.parse(trimmed, format).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      return 0;
    }
  }
}
