package io.hostshift.hotspot;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long collections have stopped the application. Beans that count whole cycles of a concurrent
 * collector are left out: their time is not one in which the application stood still.
 */
public final class CollectionTime {
  private final List<GarbageCollectorMXBean> pausing = new ArrayList<>();

  public CollectionTime() {
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (pauses(bean.getName())) {
        pausing.add(bean);
      }
    }
  }

  /** ZGC and Shenandoah have one bean for cycles and one for pauses; CMS counts its cycles. */
  static boolean pauses(String name) {
    return !name.endsWith("Cycles")
        && !name.equals("ZGC") // Of 11 to 14: one bean, for cycles.
        && !name.equals("ConcurrentMarkSweep");
  }

  /** How often the application was stopped for one, since the start of the JVM. */
  public long count() {
    long count = 0;
    for (int i = 0; i < pausing.size(); i++) {
      count += Math.max(0, pausing.get(i).getCollectionCount());
    }
    return count;
  }

  /** Since the start of the JVM. */
  public long nanos() {
    long millis = 0;
    for (int i = 0; i < pausing.size(); i++) {
      millis += Math.max(0, pausing.get(i).getCollectionTime());
    }
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
