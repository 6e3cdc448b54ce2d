package io.hostshift.notice;

import com.sun.management.GcInfo;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import io.hostshift.base.NanoClock;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/**
 * A full collection that leaves little free memory behind: for its duration the share of the heap
 * that may stay free is small, so that HotSpot gives the rest back to the system. Serial, Parallel
 * and G1 do that at the end of a full collection, Shenandoah soon after; ZGC only when the memory
 * has been free for a while.
 */
public final class HeapRelease implements Preparation.Release {
  private static final String MIN = "MinHeapFreeRatio";
  private static final String MAX = "MaxHeapFreeRatio";
  private static final String SMALL_MIN = "5";
  private static final String SMALL_MAX = "10";
  private static final long MEGABYTE = 1 << 20;

  /** Before there was a full collection: what a slow one takes for each megabyte in use. */
  private static final double MILLIS_PER_MEGABYTE = 1;

  private final HotSpotDiagnosticMXBean options =
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);

  private final NanoClock clock;

  public HeapRelease(NanoClock clock) {
    this.clock = clock;
  }

  @Override
  public long expectedMillis() {
    long longest = -1;
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      boolean full = bean.getName().matches(".*(Old|MarkSweep|Cycles).*");
      if (full && bean instanceof com.sun.management.GarbageCollectorMXBean) {
        GcInfo last = ((com.sun.management.GarbageCollectorMXBean) bean).getLastGcInfo();
        longest = last == null ? longest : Math.max(longest, last.getDuration());
      }
    }
    return longest >= 0 ? longest : (long) (usage().getUsed() / MEGABYTE * MILLIS_PER_MEGABYTE);
  }

  private static MemoryUsage usage() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
  }

  @Override
  public String release() {
    if ("true".equals(value("DisableExplicitGC"))) {
      return "nothing is collected: -XX:+DisableExplicitGC forbids it";
    }
    long begin = clock.nanos();
    long before = usage().getCommitted();
    String min = writable(MIN);
    String max = writable(MAX);
    boolean shrink = min != null && max != null;
    try {
      if (shrink) {
        options.setVMOption(MIN, SMALL_MIN);
        options.setVMOption(MAX, SMALL_MAX);
      }
      System.gc();
    } finally {
      if (shrink) {
        options.setVMOption(MAX, max);
        options.setVMOption(MIN, min);
      }
    }
    long after = usage().getCommitted();
    return "collected in "
        + (clock.nanos() - begin) / 1_000_000
        + " ms, heap "
        + before / MEGABYTE
        + " to "
        + after / MEGABYTE
        + " MB";
  }

  /** Its value; null if it cannot be set, or was set on the command line. */
  private String writable(String name) {
    try {
      VMOption option = options.getVMOption(name);
      boolean free = option.isWriteable() && option.getOrigin() != VMOption.Origin.VM_CREATION;
      return free ? option.getValue() : null;
    } catch (IllegalArgumentException e) {
      // This collector, or this JVM, has no such option.
      return null;
    }
  }

  private String value(String name) {
    try {
      return options.getVMOption(name).getValue();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
