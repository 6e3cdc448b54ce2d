package io.hostshift.it.retune;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.MBeanServerConnection;

/**
 * Counts the writes that reach a JVM, by what its own management shows: a change of a flag's value
 * or of its origin since the last look.
 */
public final class StressedWrites {
  private static final List<String> FLAGS =
      List.of(
          "ActiveProcessorCount",
          "HeapSizePerGCThread",
          "ParallelGCThreads",
          "ConcGCThreads",
          "ZYoungGCThreads",
          "ZOldGCThreads");

  private final HotSpotDiagnosticMXBean bean;
  private final Map<String, VMOption> last = new LinkedHashMap<>();
  private final Map<String, Long> changes = new LinkedHashMap<>();

  public StressedWrites(MBeanServerConnection beans) throws IOException {
    bean = ManagementFactory.getPlatformMXBean(beans, HotSpotDiagnosticMXBean.class);
    FLAGS.forEach(flag -> option(flag).ifPresent(option -> last.put(flag, option)));
  }

  /** The flags by which this collector's threads are moved, whatever the version. */
  static List<String> threads(String collector) {
    return switch (collector) {
      case "G1", "Parallel" -> List.of("HeapSizePerGCThread");
      case "Shenandoah", "Shenandoah, generational" ->
          List.of("ParallelGCThreads", "ConcGCThreads");
      case "ZGC, generational" -> List.of("ZYoungGCThreads", "ZOldGCThreads");
      default -> List.of();
    };
  }

  /** Looks at all of them. */
  public void look() {
    for (String flag : List.copyOf(last.keySet())) {
      VMOption before = last.get(flag);
      VMOption now = bean.getVMOption(flag);
      if (!now.getValue().equals(before.getValue())) {
        changes.merge(flag, 1L, Long::sum);
      }
      if (now.getOrigin() != before.getOrigin()) {
        changes.merge(flag + " origin", 1L, Long::sum);
      }
      last.put(flag, now);
    }
  }

  /** How often each has changed so far; those that never did are absent. */
  public Map<String, Long> changes() {
    return Map.copyOf(changes);
  }

  private Optional<VMOption> option(String flag) {
    try {
      return Optional.of(bean.getVMOption(flag));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // This JVM has no such flag.
    }
  }
}
