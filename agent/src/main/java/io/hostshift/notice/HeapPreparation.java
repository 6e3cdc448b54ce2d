package io.hostshift.notice;

import io.hostshift.memory.HeapRelease;
import io.hostshift.memory.Released;

/** The heap, collected before a move. */
final class HeapPreparation implements Preparation.Release {
  private static final long MEGABYTE = 1 << 20;
  private static final long AS_MUCH_AS_CAN_BE = 0;

  private final HeapRelease heap;

  HeapPreparation(HeapRelease heap) {
    this.heap = heap;
  }

  /** What gives back in steps needs all of them. */
  @Override
  public long expectedMillis() {
    return heap.expectedMillis() * heap.expectedCollections();
  }

  @Override
  public String release() {
    return words(heap.release(AS_MUCH_AS_CAN_BE));
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
