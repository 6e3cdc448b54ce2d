package io.hostshift.memory;

import java.io.IOException;

/** The options of this JVM, as its own management has them. */
public interface VmOptions {
  /** Its value as the JVM prints it; null if this JVM has no such option. */
  String value(String name);

  /** Whether a person has set it, when the JVM was started or later. */
  boolean explicit(String name);

  /** Whether it may be set while the JVM runs. */
  boolean manageable(String name);

  /**
   * Sets it, and reads it back.
   *
   * @throws IOException if the JVM refuses, or another value was read back
   */
  void set(String name, String value) throws IOException;

  /**
   * A number that is its value.
   *
   * @param absent where this JVM has no such option, or it is no number
   */
  default long number(String name, long absent) {
    try {
      String value = value(name);
      return value == null ? absent : Long.parseLong(value);
    } catch (NumberFormatException e) {
      return absent;
    }
  }

  /**
   * A number with a fraction that is its value.
   *
   * @param absent where this JVM has no such option, or it is no number
   */
  default double fraction(String name, double absent) {
    try {
      String value = value(name);
      return value == null ? absent : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return absent;
    }
  }

  default boolean on(String name) {
    return "true".equals(value(name));
  }
}
