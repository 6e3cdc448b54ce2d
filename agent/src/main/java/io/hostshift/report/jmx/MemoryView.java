package io.hostshift.report.jmx;

import io.hostshift.tune.memory.HeapOutlook;

/**
 * What this JVM takes of the memory, as JMX clients see it, in bytes; 0 means unknown, or for a
 * limit that there is none.
 */
public final class MemoryView {
  private final HeapOutlook outlook;

  MemoryView(HeapOutlook outlook) {
    this.outlook = outlook;
  }

  /** What there is: of the control group, or of the machine. */
  public long getAvailableBytes() {
    return outlook.memory();
  }

  /** Of the control group. */
  public long getLimitBytes() {
    return outlook.limit();
  }

  public long getHeapMaxBytes() {
    return outlook.largest();
  }

  public long getHeapCommittedBytes() {
    return outlook.use().heapCommitted();
  }

  public long getHeapUsedBytes() {
    return outlook.use().heapUsed();
  }

  /** Committed for classes and compiled code. */
  public long getNonHeapBytes() {
    return outlook.use().nonHeap();
  }

  /** Of the whole process. */
  public long getResidentBytes() {
    return outlook.use().resident();
  }

  /** The largest heap of a JVM that is started here with the same options. */
  public long getFreshHeapMaxBytes() {
    return outlook.freshMax();
  }

  /** What that heap begins with. */
  public long getFreshHeapInitialBytes() {
    return outlook.freshInitial();
  }

  /** The size of G1's regions in it; 0 also where a size is named. */
  public long getFreshRegionBytes() {
    return outlook.freshRegion();
  }

  /** Full collections that the agent has made to give memory back. */
  public long getCollections() {
    return outlook.collections();
  }

  /** Whether the heap may grow beyond what there is. */
  public boolean isOutgrowing() {
    return !outlook.warning().isEmpty();
  }

  /** That in a sentence; empty if all is well. */
  public String getWarning() {
    return outlook.warning();
  }
}
