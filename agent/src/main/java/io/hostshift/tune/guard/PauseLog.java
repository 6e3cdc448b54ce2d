package io.hostshift.tune.guard;

/**
 * The pauses of the last collections. They are not seen one by one, but as sums between two looks:
 * the median of the looks' means is not moved by a single long collection.
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
   * The pauses of the latest looks that have so many collections together; null where there were
   * not as many.
   */
  Pauses latest(int collections) {
    long seen = 0;
    int taken = 0;
    while (taken < size && (seen < collections || taken < LEAST_LOOKS)) {
      seen += counts[Math.floorMod(next - 1 - taken, KEPT)];
      taken++;
    }
    if (seen < collections || taken < LEAST_LOOKS) {
      return null;
    }
    double[] latest = new double[taken];
    for (int i = 0; i < taken; i++) {
      latest[i] = means[Math.floorMod(next - 1 - i, KEPT)];
    }
    return Pauses.of(latest);
  }

  /** How many looks with collections there were. */
  int looks() {
    return size;
  }

  /**
   * The mean pause of all looks that are kept, in nanoseconds; not a number where there are none.
   */
  double mean() {
    double nanos = 0;
    long seen = 0;
    for (int i = 0; i < size; i++) {
      nanos += means[i] * counts[i];
      seen += counts[i];
    }
    return nanos / seen;
  }
}
