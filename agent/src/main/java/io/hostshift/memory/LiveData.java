package io.hostshift.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/**
 * What the application keeps, as its collector has found it. What is in use is more than that
 * already a moment after a collection, where threads allocate as fast as they can.
 */
public final class LiveData {
  private LiveData() {}

  /**
   * Bytes that were in use in each part of the heap right after its own last collection; 0 where a
   * part tells nothing.
   */
  public static long bytes() {
    long sum = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        MemoryUsage usage = pool.getCollectionUsage();
        if (usage == null) {
          return 0;
        }
        sum += usage.getUsed();
      }
    }
    return sum;
  }
}
