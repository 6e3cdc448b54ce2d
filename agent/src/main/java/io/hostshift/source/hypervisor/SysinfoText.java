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
 * width. The first level, VM00, is this guest; each further one is the guest on which the one
 * before it runs, so that its name names a host. The kernel's own "guest relocation detection"
 * (arch/s390/kernel/lgr.c) compares the machine, the LPAR, and names and control programs of two
 * levels; here all that are shown count. It leaves out, as is done here, capacities, which an
 * operator of the machine changes while it runs (Capacity on Demand), and numbers of processors.
 */
final class SysinfoText {
  private static final int CAPACITY_WIDTH = 16;

  /** As many levels as the machine tells of. */
  private static final int LEVELS = 8;

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
    for (int level = 1; level < LEVELS; level++) {
      String host = "VM0" + level + " ";
      SCOPES.put(host + "Name", Scope.INSTANCE);
      SCOPES.put(host + "Extended Name", Scope.INSTANCE);
      SCOPES.put(host + "UUID", Scope.INSTANCE);
      SCOPES.put(host + "Control Program", Scope.MODEL);
    }
  }

  /**
   * The machine, then the host on it, then the LPAR, whose name and number come again elsewhere.
   */
  static final String[] BEST_FIRST = {
    "Sequence Code",
    "VM01 Name",
    "VM01 Extended Name",
    "VM01 UUID",
    "VM02 Name",
    "LPAR Name",
    "LPAR UUID",
    "LPAR Number",
    "Plant",
    "Type",
    "Model",
    "VM01 Control Program",
    "VM00 Control Program"
  };

  /** What QEMU says of each machine that it emulates: one name for all of them. */
  private static final String EMULATED = "QEMU";

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
      if (emulated() && known.getValue() == Scope.INSTANCE && !key.startsWith("VM")) {
        continue;
      }
      add(found, key, key.equals(MODEL) ? model() : value(key), known.getValue());
    }
    if (value(UUID).isEmpty()) {
      // Under z/VM before 6.2 nothing else names the guest. Where there is a UUID, that does: an
      // administrator may rename a guest while it moves (virsh migrate --dname).
      add(found, NAME, value(NAME), Scope.VM);
    }
    return found;
  }

  /** On a machine that is emulated, its numbers are QEMU's own, the same on every host. */
  private boolean emulated() {
    return value("Manufacturer").equals(EMULATED);
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
