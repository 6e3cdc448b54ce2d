package io.hostshift.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment on the command line. */
final class Moment implements ITypeConverter<Moment> {
  static final String ACCEPTED =
      "2026-11-24T08:34:33Z, the same with an offset or in this machine's time zone without one,"
          + " seconds since 1970 with an @ before, or a time ago such as 10m.";

  private static final String AGO = "\\d{1,9}[smhd]";
  private static final int DAYS = 24;

  private final long millis;

  /** For picocli, which makes its converters so. */
  Moment() {
    this(0);
  }

  Moment(long millis) {
    this.millis = millis;
  }

  /** Epoch milliseconds. */
  long millis() {
    return millis;
  }

  @Override
  public Moment convert(String text) {
    return new Moment(parse(text.trim(), System.currentTimeMillis(), ZoneId.systemDefault()));
  }

  /**
   * @return epoch milliseconds
   * @throws TypeConversionException if it is none
   */
  static long parse(String text, long nowMillis, ZoneId zone) {
    try {
      if (text.equals("now")) {
        return nowMillis;
      }
      if (text.toLowerCase(Locale.ROOT).matches(AGO)) {
        return nowMillis - ago(text.toLowerCase(Locale.ROOT)).toMillis();
      }
      if (text.matches("@\\d{1,12}")) {
        return Math.multiplyExact(Long.parseLong(text.substring(1)), 1000L);
      }
      String iso = text.replaceFirst("^(\\S{10}) ", "$1T");
      if (iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$") && iso.contains("T")) {
        return offset(iso).toEpochMilli();
      }
      return LocalDateTime.parse(iso).atZone(zone).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new TypeConversionException("'" + text + "' is no time; accepted is " + ACCEPTED);
    }
  }

  /** As {@code date -Is} prints it, or {@code date +%FT%T%z}. */
  private static Instant offset(String iso) {
    String withColon = iso.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
    return OffsetDateTime.parse(withColon, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
  }

  private static Duration ago(String text) {
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    switch (text.charAt(text.length() - 1)) {
      case 's':
        return Duration.ofSeconds(number);
      case 'm':
        return Duration.ofMinutes(number);
      case 'h':
        return Duration.ofHours(number);
      default:
        return Duration.ofHours(DAYS * number);
    }
  }
}
