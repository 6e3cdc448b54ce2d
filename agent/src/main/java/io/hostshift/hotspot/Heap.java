package io.hostshift.hotspot;

/** The Java heap, as the collector's choice of workers sees it. */
public final class Heap {
  private Heap() {}

  /**
   * The bytes that the heap has committed now: {@code Universe::heap()->capacity()}, which
   * WorkerPolicy divides by {@code HeapSizePerGCThread}. HotSpot implements {@link
   * Runtime#totalMemory} by that same call, so that there is nothing to read from memory.
   */
  public static long capacityBytes() {
    return Runtime.getRuntime().totalMemory();
  }
}
