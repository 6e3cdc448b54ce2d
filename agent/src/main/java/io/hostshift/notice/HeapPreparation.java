package io.hostshift.notice;

import io.hostshift.memory.HeapRelease;
import io.hostshift.memory.Released;

/** The heap, collected before a move. */
final class HeapPreparation implements Preparation.Release {
  private static final long MEGABYTE = 1 << 20;

  private final HeapRelease heap;

  HeapPreparation(HeapRelease heap) {
    this.heap = heap;
  }

  /** What gives back in steps needs all of them. */
  @Override
  public long expectedMillis() {
    return heap.expectedMillis() * heap.expectedCollections();
  }

  /** There is twice the time that it should take, so that as much may be waited for it. */
  @Override
  public String release() {
    return words(heap.releaseSoon(expectedMillis()));
  }

  static String words(Released released) {
    if (released.collections() == 0) {
      return released.reason();
    }
    return (released.collections() == 1
            ? "collected"
            : "collected " + released.collections() + " times")
        + " in "
        + released.millis()
        + " ms, heap "
        + released.before().heapCommitted() / MEGABYTE
        + " to "
        + released.after().heapCommitted() / MEGABYTE
        + " MB"
        + (released.reason().isEmpty() ? "" : "; " + released.reason());
  }
}
