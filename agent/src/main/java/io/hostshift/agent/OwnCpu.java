package io.hostshift.agent;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Processor time that the agent's threads have used, in nanoseconds; -1 where it is not measured.
 */
final class OwnCpu implements LongSupplier {
  private final List<Long> ids;

  /**
   * @param ids of the threads
   */
  OwnCpu(List<Long> ids) {
    this.ids = ids;
  }

  @Override
  public long getAsLong() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    if (!threads.isThreadCpuTimeSupported() || !threads.isThreadCpuTimeEnabled()) {
      return -1;
    }
    long nanos = 0;
    for (long id : ids) {
      nanos += Math.max(0, threads.getThreadCpuTime(id));
    }
    return nanos;
  }
}
