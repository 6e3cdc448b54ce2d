package io.hostshift.tune.memory;

import io.hostshift.host.Capacity;
import io.hostshift.memory.FreshHeap;
import io.hostshift.memory.MemoryUse;

/**
 * What this JVM takes of the memory and may take, against what there is now and what a JVM that is
 * started here would take; all in bytes.
 */
public final class HeapOutlook {
  private final Capacity capacity;
  private final long largest;
  private final String warning;
  private final MemoryUse use;
  private final long freshMax;
  private final long freshInitial;
  private final long freshRegion;
  private final long collections;

  /**
   * @param largest that the heap may grow to
   * @param warning a sentence; empty if all is well
   * @param collections full ones that the agent has made to give memory back
   */
  public HeapOutlook(
      Capacity capacity,
      long largest,
      String warning,
      MemoryUse use,
      FreshHeap fresh,
      long collections) {
    this.capacity = capacity;
    this.largest = largest;
    this.warning = warning;
    this.use = use;
    this.collections = collections;
    long memory = capacity.usableMemoryBytes();
    this.freshMax = memory > 0 ? fresh.max(memory) : 0;
    this.freshInitial = memory > 0 ? fresh.initial(memory) : 0;
    this.freshRegion = memory > 0 ? fresh.region(memory) : 0;
  }

  /** What there is for this process: of its control group, or of the machine; 0 if unknown. */
  public long memory() {
    return capacity.usableMemoryBytes();
  }

  /** Of its control group; 0 if there is none. */
  public long limit() {
    return capacity.memoryLimitBytes();
  }

  public long largest() {
    return largest;
  }

  public String warning() {
    return warning;
  }

  public MemoryUse use() {
    return use;
  }

  /** The largest heap of a JVM that is started here with the same options; 0 if unknown. */
  public long freshMax() {
    return freshMax;
  }

  /** What that heap begins with; 0 if unknown. */
  public long freshInitial() {
    return freshInitial;
  }

  /** The size of G1's regions in it; 0 for another collector, or where a size is named. */
  public long freshRegion() {
    return freshRegion;
  }

  public long collections() {
    return collections;
  }
}
