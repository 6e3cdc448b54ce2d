package io.hostshift.tune.collector;

/**
 * The choice that HotSpot makes before each collection, written after {@code
 * WorkerPolicy::calc_default_active_workers} of JDK 17 to 25.
 */
final class FakeCollector {
  private final int total;
  private int active;

  FakeCollector(int total) {
    this.total = total;
    this.active = total;
  }

  /** The workers of the next collection. */
  int collect(long heapCapacity, long heapSizePerThread, int nonDaemonThreads) {
    int least = total == 1 ? 1 : 2;
    long byThreads = Math.max(2L * nonDaemonThreads, least);
    long byHeap = Math.max(2, heapCapacity / heapSizePerThread);
    int chosen = (int) Math.min(Math.max(byThreads, byHeap), total);
    if (chosen < active) {
      chosen = Math.max(least, (active + chosen) / 2);
    }
    active = chosen;
    return active;
  }

  /** As many collections as it takes to come to rest. */
  int settle(long heapCapacity, long heapSizePerThread, int nonDaemonThreads) {
    for (int i = 0; i < 8; i++) {
      collect(heapCapacity, heapSizePerThread, nonDaemonThreads);
    }
    return active;
  }
}
