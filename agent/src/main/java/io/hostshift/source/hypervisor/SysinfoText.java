package io.hostshift.source.hypervisor;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.MalformedException;
import io.hostshift.source.file.KernelLines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of /proc/sysinfo.
 *
 * <p>Format: Linux, arch/s390/kernel/sysinfo.c, {@code Key: value} with the value padded to its
 * width. The kernel's own "guest relocation detection" (arch/s390/kernel/lgr.c) compares the same
 * fields, and leaves out the same: capacities, which an operator of the machine changes while it
 * runs (Capacity on Demand), and numbers of processors.
 */
final class SysinfoText {
  private static final int CAPACITY_WIDTH = 16;

  private static final Map<String, Scope> SCOPES = new LinkedHashMap<>();

  static {
    SCOPES.put("Manufacturer", Scope.MODEL);
    // Such as 8561: a kind of machine, and with the next two one machine.
    SCOPES.put("Type", Scope.MODEL);
    SCOPES.put("Model", Scope.MODEL);
    SCOPES.put("Sequence Code", Scope.INSTANCE);
    SCOPES.put("Plant", Scope.INSTANCE);
    SCOPES.put("LPAR Number", Scope.INSTANCE);
    SCOPES.put("LPAR Name", Scope.INSTANCE);
    SCOPES.put("LPAR UUID", Scope.INSTANCE);
    // With its version, as in "z/VM    7.2.0".
    SCOPES.put("VM00 Control Program", Scope.MODEL);
    SCOPES.put("VM00 UUID", Scope.VM);
  }

  private static final String NAME = "VM00 Name";
  private static final String UUID = "VM00 UUID";
  private static final String MODEL = "Model";

  private final Map<String, String> values;

  private SysinfoText(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @throws MalformedException if it does not begin with the machine's manufacturer, or ends within
   *     a line
   */
  static SysinfoText parse(byte[] bytes, int length) throws MalformedException {
    if (length == 0 || bytes[length - 1] != '\n') {
      throw new MalformedException("cut off after " + length + " bytes");
    }
    Map<String, String> values = new LinkedHashMap<>();
    int from = 0;
    while (from < length) {
      int end = KernelLines.endOfLine(bytes, from, length);
      String line = new String(bytes, from, end - from, StandardCharsets.UTF_8);
      int colon = line.indexOf(':');
      if (colon > 0 && line.chars().noneMatch(c -> Character.isISOControl(c) || c == '\uFFFD')) {
        values.putIfAbsent(line.substring(0, colon), line.substring(colon + 1));
      }
      from = end + 1;
    }
    if (!values.containsKey("Manufacturer")) {
      throw new MalformedException("no line Manufacturer");
    }
    return new SysinfoText(values);
  }

  /** As the kernel's key spells it; empty if there is none. */
  String value(String key) {
    String value = values.get(key);
    return value == null ? "" : value.trim();
  }

  List<Identifier> identifiers() {
    List<Identifier> found = new ArrayList<>();
    for (Map.Entry<String, Scope> known : SCOPES.entrySet()) {
      String key = known.getKey();
      add(found, key, key.equals(MODEL) ? model() : value(key), known.getValue());
    }
    if (value(UUID).isEmpty()) {
      // Under z/VM before 6.2 nothing else names the guest. Where there is a UUID, that does: an
      // administrator may rename a guest while it moves (virsh migrate --dname).
      add(found, NAME, value(NAME), Scope.VM);
    }
    return found;
  }

  /**
   * The kernel prints the capacity first, 16 wide, and the model after it; one that stands alone is
   * the capacity's identifier.
   */
  private String model() {
    String both = values.containsKey(MODEL) ? values.get(MODEL).replaceFirst("^ +", "") : "";
    return both.length() > CAPACITY_WIDTH ? both.substring(CAPACITY_WIDTH).trim() : "";
  }

  private static void add(List<Identifier> found, String key, String value, Scope scope) {
    if (!value.isEmpty()) {
      found.add(new Identifier(Sysinfo.NAME + "." + key, value, scope));
    }
  }
}
