package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.io.IOException;

/**
 * How many workers the last collection of G1 or Parallel has used: what their set of workers keeps
 * as its active number. Only read; the set is looked for once, after the first collection.
 *
 * <p>{@code GcInfo} says nothing of it: its number of threads is that of the start. Serviceability
 * tools that walk the heap with the same workers put back the number that they found.
 */
public final class UsedWorkers {
  private final ProcessMemory memory;
  private final VmStructs structs;
  private final Collector collector;
  private final int version;
  private final int workers;
  private String refusal;
  private long counter;
  private long active;

  /**
   * @param workers how many the JVM was started with
   */
  UsedWorkers(
      ProcessMemory memory, VmStructs structs, Collector collector, int version, int workers) {
    this.memory = memory;
    this.structs = structs;
    this.collector = collector;
    this.version = version;
    this.workers = workers;
  }

  /**
   * The number that was used last.
   *
   * @throws UnavailableException why it is not known
   */
  public int last() throws UnavailableException {
    if (refusal != null) {
      throw new UnavailableException(refusal);
    }
    try {
      if (counter == 0) {
        counter = counter();
      }
      if (memory.readInt(counter) == 0) {
        throw new UnavailableException("nothing was collected yet");
      }
      if (active == 0) {
        active = find();
      }
      return memory.readInt(active);
    } catch (UnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw refuse("the workers cannot be read: " + e.getMessage());
    }
  }

  private UnavailableException refuse(String reason) {
    refusal = reason;
    return new UnavailableException(reason);
  }

  private long heap() throws IOException {
    VmField heap = structs.field("Universe", "_collectedHeap");
    if (heap == null || !heap.isStatic()) {
      throw refuse("HotSpot does not say where its heap is described");
    }
    return memory.readLong(heap.location());
  }

  private long counter() throws IOException {
    VmField total = structs.field("CollectedHeap", "_total_collections");
    if (GangLayout.toRead(version) == null || type() == null || total == null) {
      throw refuse("the set of workers of " + collector + " on Java " + version + " is not known");
    }
    return heap() + total.location();
  }

  private String type() {
    return collector == Collector.G1
        ? "G1CollectedHeap"
        : collector == Collector.PARALLEL ? "ParallelScavengeHeap" : null;
  }

  /** Where the active number is: the set is a member of the heap's description, or pointed to. */
  private long find() throws IOException {
    GangLayout layout = GangLayout.toRead(version);
    WorkerThreadType thread = WorkerThreadType.of(structs);
    ConstantMemory now = new ConstantMemory(memory);
    Long size = structs.size(type());
    long heap = heap();
    long found = 0;
    for (long at = heap; size != null && at + 8 <= heap + size; at += 8) {
      long pointed = now.readLong(at);
      long set =
          layout.matches(pointed, workers, thread, now)
              ? pointed
              : layout.matches(at, workers, thread, now) ? at : 0;
      if (set != 0 && found != 0 && set != found) {
        throw refuse("two sets of workers look alike");
      }
      found = set != 0 ? set : found;
    }
    if (found == 0) {
      throw refuse("the workers do not look as expected");
    }
    return found + layout.active;
  }
}
