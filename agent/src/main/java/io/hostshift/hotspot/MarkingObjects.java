package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.io.IOException;

/**
 * Those objects that words of the heap's description lead to and that look like {@code
 * G1ConcurrentMark}: the thread that drives it in the first word, the heap in the second.
 */
final class MarkingObjects {
  /** The thread's pointer back lies among its first own fields. */
  private static final int OWN_FIELDS = 32;

  private final long heap;
  private final WorkerThreadType thread;
  private final ConstantMemory memory;
  private long driven;
  private long undriven;
  private boolean several;

  /**
   * @param heap the address of its description
   */
  MarkingObjects(long heap, WorkerThreadType thread, ConstantMemory memory) {
    this.heap = heap;
    this.thread = thread;
    this.memory = memory;
  }

  /**
   * Looks at what may be such an object, or anything else.
   *
   * @param driver the name of the thread
   */
  void look(long object, String driver) {
    if (object <= 0 || object % 8 != 0) {
      return;
    }
    try {
      if (memory.readLong(object + 8) != heap) {
        return;
      }
      long first = memory.readLong(object);
      if (first == 0) {
        undriven = object;
      } else if (thread.isNamed(first, driver, memory) && pointsBack(first, object)) {
        several |= driven != 0 && driven != object;
        driven = object;
      }
    } catch (IOException e) {
      return; // What cannot be read is something else.
    }
  }

  private boolean pointsBack(long driver, long object) throws IOException {
    for (int at = 0; at <= OWN_FIELDS; at += 8) {
      if (thread.own(driver, at, memory) == object) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is none that is driven, but one that no thread drives as yet. */
  boolean undriven() {
    return driven == 0 && undriven != 0;
  }

  /**
   * @throws UnavailableException if there is not exactly one
   */
  long only() throws UnavailableException {
    if (driven == 0 || several) {
      throw new UnavailableException("the marking does not look as expected");
    }
    return driven;
  }
}
