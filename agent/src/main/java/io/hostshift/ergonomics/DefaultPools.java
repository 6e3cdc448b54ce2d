package io.hostshift.ergonomics;

/** The sizes that a fresh JVM gives its own thread pools. */
public final class DefaultPools {
  private DefaultPools() {}

  /**
   * The parallelism of {@code ForkJoinPool.commonPool()}: the caller itself is the processor that
   * is left out.
   *
   * @param processors at least 1
   */
  public static int common(int processors) {
    return Math.max(1, processors - 1);
  }

  /**
   * The parallelism of the scheduler of virtual threads (21 and later): their carriers are meant to
   * keep every processor busy.
   *
   * @param processors at least 1
   */
  public static int virtualThreads(int processors) {
    return processors;
  }
}
