package io.hostshift.tune.guard;

import java.util.Arrays;

/**
 * The typical pause of the last collections. They are not seen one by one, but as sums between two
 * looks: the median of the looks' means is not moved by a single long collection.
 */
final class PauseLog {
  /** So many looks with collections make a median. */
  static final int LEAST_LOOKS = 5;

  private static final int KEPT = 64;

  private final double[] means = new double[KEPT];
  private final long[] counts = new long[KEPT];
  private int size;
  private int next;
  private long lastCount = -1;
  private long lastNanos;

  /**
   * @param count of collections since the start of the JVM
   * @param nanos that they have stopped the application
   */
  void look(long count, long nanos) {
    if (lastCount >= 0 && count > lastCount) {
      means[next] = (double) (nanos - lastNanos) / (count - lastCount);
      counts[next] = count - lastCount;
      next = (next + 1) % KEPT;
      size = Math.min(KEPT, size + 1);
    }
    lastCount = count;
    lastNanos = nanos;
  }

  /** Begins anew, from the next look on. */
  void clear() {
    size = 0;
    next = 0;
    lastCount = -1;
  }

  /**
   * The typical pause of the latest looks that have so many collections together; less than 0 where
   * there were not as many.
   */
  double typical(int collections) {
    double[] latest = new double[size];
    long seen = 0;
    int taken = 0;
    while (taken < size && (seen < collections || taken < LEAST_LOOKS)) {
      int at = Math.floorMod(next - 1 - taken, KEPT);
      latest[taken++] = means[at];
      seen += counts[at];
    }
    if (seen < collections || taken < LEAST_LOOKS) {
      return -1;
    }
    Arrays.sort(latest, 0, taken);
    return latest[taken / 2];
  }
}
