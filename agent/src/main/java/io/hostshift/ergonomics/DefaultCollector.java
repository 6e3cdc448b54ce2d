package io.hostshift.ergonomics;

/** The collector that a fresh HotSpot chooses where none is named. */
public enum DefaultCollector {
  SERIAL,
  PARALLEL,
  G1;

  /** What counts as 2 GB: some of it is always hidden from the guest. */
  private static final long SERVER_MEMORY = 1792L << 20;

  private static final int G1_FROM = 9;
  private static final int G1_EVERYWHERE_FROM = 27;

  /**
   * Chooses as {@code GCConfig::select_gc_ergonomically} does: on less than a server Serial, up to
   * 26.
   *
   * @param version of Java: 8, 11, 17, …
   * @param processors at least 1
   * @param memoryBytes that the system has, or that the container may use
   */
  public static DefaultCollector of(int version, int processors, long memoryBytes) {
    if (version >= G1_EVERYWHERE_FROM) {
      return G1;
    }
    if (processors < 2 || memoryBytes < SERVER_MEMORY) {
      return SERIAL;
    }
    return version >= G1_FROM ? G1 : PARALLEL;
  }
}
