package io.hostshift.it.cost;

import java.util.List;
import java.util.Locale;

/**
 * The median of some figures, and the interval that holds the true one in at least 95 of a hundred
 * cases whatever their distribution: that between two of the sorted figures, by how likely so many
 * fall on one side of it (the sign test).
 *
 * @param lower the interval's lower end
 * @param upper its upper end
 */
record Spread(double median, double lower, double upper) {
  private static final double LIKELY_ENOUGH = 0.025;

  /**
   * @param figures at least six, of which there is such an interval
   */
  static Spread of(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int n = sorted.size();
    double likely = Math.pow(0.5, n);
    double sum = likely;
    int outside = 0;
    while (sum <= LIKELY_ENOUGH) {
      outside++;
      likely = likely * (n - outside + 1) / outside;
      sum += likely;
    }
    if (outside == 0) {
      throw new IllegalArgumentException(n + " figures are too few");
    }
    double median = (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    return new Spread(median, sorted.get(outside - 1), sorted.get(n - outside));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%.0f %% (%.0f to %.0f)", 100 * median, 100 * lower, 100 * upper);
  }
}
