package io.hostshift.tune.guard;

import java.util.Arrays;

/** How long collections have stopped the application, in nanoseconds. */
final class Pauses {
  private final double low;
  private final double typical;
  private final double high;

  private Pauses(double low, double typical, double high) {
    this.low = low;
    this.typical = typical;
    this.high = high;
  }

  /**
   * @param nanos of each, at least one
   */
  static Pauses of(double... nanos) {
    double[] sorted = nanos.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    return new Pauses(sorted[last / 4], sorted[sorted.length / 2], sorted[last - last / 4]);
  }

  /** The median. */
  double typical() {
    return typical;
  }

  /** Whether they are longer beyond doubt: three quarters of them than three quarters of those. */
  boolean areApartFrom(Pauses shorter) {
    return low > shorter.high;
  }
}
