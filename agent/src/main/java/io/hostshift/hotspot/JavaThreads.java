package io.hostshift.hotspot;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The JVM's Java threads, as its choice of collector workers counts them: on G1 and Parallel a
 * pause may use two workers for each thread that is not a daemon, however small the heap.
 */
public final class JavaThreads {
  private final ProcessMemory memory;
  private final VmField count;

  /** Reads the count where HotSpot keeps it, {@code Threads::_number_of_non_daemon_threads}. */
  JavaThreads(ProcessMemory memory, VmStructs structs) {
    VmField field = structs.field("Threads", "_number_of_non_daemon_threads");
    this.memory = memory;
    this.count = field != null && field.isStatic() && "int".equals(field.type()) ? field : null;
  }

  /**
   * The number of live platform threads that are not daemons. It is the very variable that the
   * collector reads; a HotSpot that does not publish it (each from 8 to 27 does) is asked through
   * ThreadMXBean, which does not count threads that are only just being attached.
   */
  public int nonDaemonCount() {
    if (count == null) {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      return threads.getThreadCount() - threads.getDaemonThreadCount();
    }
    try {
      return memory.readInt(count.location());
    } catch (IOException e) {
      throw new IllegalStateException(
          "the threads cannot be counted any more: " + e.getMessage(), e);
    }
  }
}
