package io.hostshift.tune.measurement;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;

/** The peaks of memory pools and of the number of threads, which monitoring shows. */
public final class Peaks implements Repair {
  public static final String NAME = "peaks";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String apply() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      pool.resetPeakUsage();
    }
    ManagementFactory.getThreadMXBean().resetPeakThreadCount();
    return "peaks of memory pools and threads reset";
  }
}
