package io.hostshift.it.cost;

import com.sun.management.ThreadMXBean;
import io.hostshift.it.run.ForkedJvm;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * The agent's thread in a JVM, by what that JVM's own management counts of it.
 *
 * @param id its number there
 */
record PollingThread(ThreadMXBean threads, long id) {
  static PollingThread of(ForkedJvm jvm) throws Exception {
    ThreadMXBean threads =
        ManagementFactory.newPlatformMXBeanProxy(
            jvm.jmx(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    return new PollingThread(
        threads,
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(thread -> thread != null && thread.getThreadName().equals("hostshift"))
            .findFirst()
            .orElseThrow()
            .getThreadId());
  }

  long cpuNanos() {
    return threads.getThreadCpuTime(id);
  }

  long allocatedBytes() {
    return threads.getThreadAllocatedBytes(id);
  }
}
