package io.hostshift.agent;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/**
 * Processor time that the agent's threads have used, in nanoseconds; -1 where it is not measured.
 */
final class OwnCpu implements LongSupplier {
  private final long mainThread;
  private final BlockingThread blockingThread;

  /**
   * @param blockingThread null if there is none
   */
  OwnCpu(long mainThread, BlockingThread blockingThread) {
    this.mainThread = mainThread;
    this.blockingThread = blockingThread;
  }

  @Override
  public long getAsLong() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    if (!threads.isThreadCpuTimeSupported() || !threads.isThreadCpuTimeEnabled()) {
      return -1;
    }
    long nanos = threads.getThreadCpuTime(mainThread);
    return blockingThread == null
        ? nanos
        : nanos + Math.max(0, threads.getThreadCpuTime(blockingThread.id()));
  }
}
