package io.hostshift.ergonomics;

/**
 * The threads that a fresh HotSpot gives ZGC, with one generation and with two: a share of the
 * processors, rounded up.
 *
 * <p>Each thread takes a page of 2 MB for itself while it moves objects. So that these are no more
 * than a fiftieth of the heap, a small heap has fewer threads ({@code ZHeuristics}; from 17 on,
 * while 11 counts processors alone). Compared with fresh JVMs for 1 to 32 processors and heaps of
 * 16 MB to 2 GB.
 */
public final class ZgcThreads {
  private static final int LIMITED_BY_HEAP_FROM = 17;
  private static final long HEAP_PER_THREAD = 50 * (2L << 20);

  private final int version;
  private final long heap;

  /**
   * @param version of Java: 11, 17, 21, …
   * @param maxHeapBytes the value of {@code MaxHeapSize}
   */
  public ZgcThreads(int version, long maxHeapBytes) {
    this.version = version;
    this.heap = maxHeapBytes;
  }

  /** {@code ParallelGCThreads}: six tenths of the processors. */
  public int parallel(int processors) {
    return limited((processors * 6 + 9) / 10);
  }

  /**
   * {@code ConcGCThreads}, and with two generations {@code ZYoungGCThreads} and {@code
   * ZOldGCThreads}: a quarter of the processors, of which each cycle takes as many as it needs. 11
   * takes an eighth, since it takes all of them always. As long as {@code
   * UseDynamicNumberOfGCThreads} is on.
   */
  public int concurrent(int processors) {
    return version < LIMITED_BY_HEAP_FROM ? (processors + 7) / 8 : limited((processors + 3) / 4);
  }

  private int limited(int byProcessors) {
    if (version < LIMITED_BY_HEAP_FROM) {
      return byProcessors;
    }
    return (int) Math.min(byProcessors, Math.max(1, heap / HEAP_PER_THREAD));
  }
}
