package io.hostshift.report.jfr;

/** A field of a JFR event. */
final class FlightField {
  /** What the number or text is, for whoever displays it. */
  enum Content {
    PLAIN(null, null),
    /** A {@code long} of epoch milliseconds. */
    EPOCH_MILLIS("jdk.jfr.Timestamp", "MILLISECONDS_SINCE_EPOCH"),
    /** A {@code long}. */
    NANOS("jdk.jfr.Timespan", "NANOSECONDS"),
    /** A {@code long}. */
    BYTES("jdk.jfr.DataAmount", "BYTES");

    final String annotation;
    final String value;

    Content(String annotation, String value) {
      this.annotation = annotation;
      this.value = value;
    }
  }

  final Class<?> type;
  final String name;
  final String label;
  final String description;
  final Content content;

  private FlightField(
      Class<?> type, String name, String label, String description, Content content) {
    this.type = type;
    this.name = name;
    this.label = label;
    this.description = description;
    this.content = content;
  }

  static FlightField text(String name, String label, String description) {
    return new FlightField(String.class, name, label, description, Content.PLAIN);
  }

  static FlightField number(String name, String label, String description) {
    return new FlightField(long.class, name, label, description, Content.PLAIN);
  }

  static FlightField flag(String name, String label, String description) {
    return new FlightField(boolean.class, name, label, description, Content.PLAIN);
  }

  static FlightField instant(String name, String label, String description) {
    return new FlightField(long.class, name, label, description, Content.EPOCH_MILLIS);
  }

  static FlightField size(String name, String label, String description) {
    return new FlightField(long.class, name, label, description, Content.BYTES);
  }

  static FlightField span(String name, String label, String description) {
    return new FlightField(long.class, name, label, description, Content.NANOS);
  }
}
