package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.io.IOException;

/**
 * Finds where G1 keeps the most markers that it may use. HotSpot publishes where its heap object is
 * and how long. A word of that leads to the object of concurrent marking, which points back to the
 * heap and to the thread that drives it, which points back to it. In there exactly one word leads
 * to the set of markers and is followed by two numbers: how many mark, and how many may.
 */
final class MarkerFinder {
  /** In place of an address: G1 has not marked yet, and makes its markers when it does. */
  static final long NOT_MADE = 0;

  /** The first version that makes them so late. */
  private static final int MADE_LATE = 27;

  private static final String DRIVER = "G1 Main Marker";

  // The heap's description has less than 2 KiB in each version, the marking's less than that.
  private static final int MOST_BYTES_OF_HEAP = 1 << 14;
  private static final int MOST_BYTES = 1 << 11;

  private final ProcessMemory memory;
  private final VmStructs structs;
  private final int version;

  MarkerFinder(ProcessMemory memory, VmStructs structs, int version) {
    this.memory = memory;
    this.structs = structs;
    this.version = version;
  }

  /**
   * The address of the number, or {@link #NOT_MADE}.
   *
   * @param atStart how many markers the JVM was started with
   * @throws UnavailableException if there is not exactly one that looks as expected
   */
  long find(int atStart) throws IOException {
    GangLayout layout = GangLayout.toRead(version);
    VmField heapField = structs.field("Universe", "_collectedHeap");
    Long size = structs.size("G1CollectedHeap");
    if (layout == null || heapField == null || !heapField.isStatic() || size == null) {
      throw new UnavailableException("HotSpot does not say where its heap is described");
    }
    if (size > MOST_BYTES_OF_HEAP) {
      throw new UnavailableException("the heap's description is longer than any that is known");
    }
    WorkerThreadType thread = WorkerThreadType.of(structs);
    ConstantMemory now = new ConstantMemory(memory);
    long heap = now.readLong(heapField.location());
    return find(heap, size, layout, version >= MADE_LATE, atStart, thread, now);
  }

  /**
   * @param heap the address of the heap's description
   * @param size of that in bytes
   * @param late whether there may be no markers as yet
   */
  static long find(
      long heap,
      long size,
      GangLayout layout,
      boolean late,
      int atStart,
      WorkerThreadType thread,
      ConstantMemory now)
      throws IOException {
    MarkingObjects objects = new MarkingObjects(heap, thread, now);
    for (long at = heap; at + 8 <= heap + size; at += 8) {
      objects.look(now.readLong(at), DRIVER);
    }
    if (late && objects.undriven()) {
      return NOT_MADE;
    }
    return number(objects.only(), layout, atStart, thread, now);
  }

  /** The second of the two numbers behind the one word that leads to the set of markers. */
  private static long number(
      long marking, GangLayout layout, int atStart, WorkerThreadType thread, ConstantMemory now)
      throws IOException {
    long found = 0;
    for (long at = marking; at < marking + MOST_BYTES; at += 8) {
      boolean hit =
          within(now.readInt(at + 8), atStart)
              && within(now.readInt(at + 12), atStart)
              && layout.matchesMarkers(now.readLong(at), atStart, thread, now);
      if (hit && found != 0) {
        throw new UnavailableException("two places look like the number of markers");
      }
      found = hit ? at + 12 : found;
    }
    if (found == 0) {
      throw new UnavailableException("the markers do not look as expected");
    }
    return found;
  }

  private static boolean within(int number, int atStart) {
    return number >= 1 && number <= atStart;
  }
}
