package io.hostshift.tune;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How many processors the JVM is to reckon with, as a rule says it. */
final class Processors {
  /** What the system reports. */
  static final Processors OS = new Processors(0, null);

  /** HotSpot's own limit of ActiveProcessorCount is far higher; no guest has more than this. */
  private static final int MOST = 65_536;

  /** Of a factor's fraction: x1e-2000000000 would take all memory to reckon with. */
  private static final int MOST_DIGITS = 9;

  private final int number;
  private final BigDecimal factor;

  private Processors(int number, BigDecimal factor) {
    this.number = number;
    this.factor = factor;
  }

  /**
   * Understands {@code os}, a number from 1, and a factor such as {@code x0.5}.
   *
   * @throws IllegalArgumentException naming what is accepted
   */
  static Processors parse(String text) {
    try {
      if (text.equals("os")) {
        return OS;
      }
      if (text.startsWith("x")) {
        BigDecimal factor = new BigDecimal(text.substring(1));
        if (factor.signum() > 0
            && factor.scale() <= MOST_DIGITS
            && factor.compareTo(BigDecimal.valueOf(MOST)) <= 0) {
          return new Processors(0, factor);
        }
      } else {
        int number = Integer.parseInt(text);
        if (number >= 1 && number <= MOST) {
          return new Processors(number, null);
        }
      }
    } catch (NumberFormatException notANumber) {
      // The message below says what is accepted.
    }
    throw new IllegalArgumentException(
        "processors: "
            + text
            + " is not accepted; accepted is os, a number from 1, or a factor such as x0.5");
  }

  /**
   * The number to reckon with.
   *
   * @param system what the system reports, at least 1
   */
  int of(int system) {
    if (factor != null) {
      return factor
          .multiply(BigDecimal.valueOf(system))
          .setScale(0, RoundingMode.CEILING)
          .max(BigDecimal.ONE)
          .min(BigDecimal.valueOf(MOST))
          .intValue();
    }
    return number > 0 ? number : system;
  }
}
