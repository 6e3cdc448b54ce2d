package io.hostshift.testapp.service;

/**
 * Eight KiB of numbers that all follow from one seed, in many small arrays, so that a collector has
 * objects to copy and references to follow, and any damage is found by counting again.
 */
final class Block {
  static final int BYTES = 8192;
  private static final int ROWS = 32;
  private static final int COLUMNS = BYTES / Long.BYTES / ROWS;

  private final long seed;
  private final long[][] rows = new long[ROWS][];

  Block(long seed) {
    this.seed = seed;
    long value = seed;
    for (int row = 0; row < ROWS; row++) {
      long[] columns = new long[COLUMNS];
      for (int column = 0; column < COLUMNS; column++) {
        value = next(value);
        columns[column] = value;
      }
      rows[row] = columns;
    }
  }

  /** The numbers themselves, not a copy. */
  long[][] rows() {
    return rows;
  }

  boolean intact() {
    long value = seed;
    for (long[] columns : rows) {
      for (long found : columns) {
        value = next(value);
        if (found != value) {
          return false;
        }
      }
    }
    return true;
  }

  private static long next(long value) {
    return value * 6364136223846793005L + 1442695040888963407L;
  }
}
