package io.hostshift.memory;

/** What came of giving memory back: before and after, in bytes. */
public final class Released {
  private final MemoryUse before;
  private final MemoryUse after;
  private final int collections;
  private final long millis;
  private final String reason;

  /**
   * @param reason why not more was given back; empty if there is nothing to say
   */
  Released(MemoryUse before, MemoryUse after, int collections, long millis, String reason) {
    this.before = before;
    this.after = after;
    this.collections = collections;
    this.millis = millis;
    this.reason = reason;
  }

  public MemoryUse before() {
    return before;
  }

  public MemoryUse after() {
    return after;
  }

  /** Full collections that were made for it. */
  public int collections() {
    return collections;
  }

  public long millis() {
    return millis;
  }

  public String reason() {
    return reason;
  }

  /**
   * Whether the process takes no more than so much now.
   *
   * @param toBytes 0 or less for as little as can be, which always is
   */
  public boolean reached(long toBytes) {
    return toBytes <= 0 || taken(after) <= toBytes;
  }

  /** What counts against a limit: the resident memory, or the heap where that cannot be read. */
  static long taken(MemoryUse use) {
    return use.resident() > 0 ? use.resident() : use.heapCommitted() + use.nonHeap();
  }
}
