package io.hostshift.source.platform;

import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.KernelLines;
import java.nio.charset.StandardCharsets;

/**
 * What /proc/cpuinfo says of the first processor, as {@code cpuinfo.vendor_id}; what it says of the
 * others is as long, and the same. On Power, and there alone, the machine comes after all of them,
 * as {@code cpuinfo.platform}.
 */
final class CpuinfoFacts {
  private static final int HEAD = 2048;

  /** A line a thread and three more each, of the largest Power systems. */
  private static final int WHOLE = 1 << 20;

  private static final String[] FIRST = {
    "vendor_id", "model name", "CPU implementer", "isa", "cpu"
  };

  private static final String[] LAST = {"platform", "model", "machine"};

  private final FoundFacts facts;

  CpuinfoFacts(FoundFacts facts) {
    this.facts = facts;
  }

  void find() {
    GuestFile head = facts.files().head("proc/cpuinfo", HEAD);
    head.refresh();
    boolean power = false;
    for (String key : FIRST) {
      String value = value(key, head);
      facts.put("cpuinfo." + key, value);
      power |= key.equals("cpu") && value.startsWith("POWER");
    }
    if (power) {
      GuestFile whole = facts.files().head("proc/cpuinfo", WHOLE);
      whole.refresh();
      for (String key : LAST) {
        facts.put("cpuinfo." + key, value(key, whole));
      }
    }
  }

  /** Of the first line with this key alone before its colon. */
  private static String value(String key, GuestFile file) {
    byte[] begin = KernelLines.key(key);
    int at = KernelLines.after(begin, file.bytes(), file.length());
    while (at >= 0) {
      int end = KernelLines.endOfLine(file.bytes(), at, file.length());
      String rest = new String(file.bytes(), at, end - at, StandardCharsets.UTF_8);
      if (rest.matches("\\s*:.*")) {
        return rest.substring(rest.indexOf(':') + 1).trim();
      }
      at = KernelLines.after(begin, file.bytes(), end + 1, file.length());
    }
    return "";
  }
}
