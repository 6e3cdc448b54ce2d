package io.hostshift.agent;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Processor time that the agent's threads have used, in nanoseconds; -1 where it is not measured.
 */
final class OwnCpu implements LongSupplier {
  private final long mainThread;
  private final List<BlockingThread> blockingThreads;

  OwnCpu(long mainThread, List<BlockingThread> blockingThreads) {
    this.mainThread = mainThread;
    this.blockingThreads = blockingThreads;
  }

  @Override
  public long getAsLong() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    if (!threads.isThreadCpuTimeSupported() || !threads.isThreadCpuTimeEnabled()) {
      return -1;
    }
    long nanos = threads.getThreadCpuTime(mainThread);
    for (BlockingThread blockingThread : blockingThreads) {
      nanos += Math.max(0, threads.getThreadCpuTime(blockingThread.id()));
    }
    return nanos;
  }
}
