package io.hostshift.source.platform;

import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.file.SelectedLines;
import io.hostshift.source.firmware.DeviceTree;
import io.hostshift.source.firmware.DmiTable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tells the kind of hypervisor: the CPUID signature ({@code cpuid}), the firmware's texts
 * ({@code dmi.sys_vendor}, ...), {@code hypervisor.type}, the device tree's root ({@code
 * devicetree.compatible}, ...), and on Power and Z {@code lparcfg.system_type} and {@code
 * sysinfo.VM00 Control Program}.
 */
public final class HypervisorFacts {
  private static final int LIMIT = 64 * 1024;

  /** Names of properties at the root, or below it, whose being there counts. */
  private static final String[] PROPERTIES = {
    "ibm,partition-name", "hmc-managed?", "chosen/qemu,graphic-width"
  };

  private final Map<String, String> facts;

  private HypervisorFacts(Map<String, String> facts) {
    this.facts = Collections.unmodifiableMap(facts);
  }

  static HypervisorFacts of(Map<String, String> facts) {
    return new HypervisorFacts(new TreeMap<>(facts));
  }

  /**
   * Of a guest, from files that anybody may read.
   *
   * @param signature the hypervisor's own in CPUID, null or empty if there is none
   */
  public static HypervisorFacts read(GuestFiles files, String signature) {
    Map<String, String> facts = new TreeMap<>();
    put(facts, "cpuid", signature);
    for (Map.Entry<String, String> text : DmiTable.read(files).texts().entrySet()) {
      put(facts, "dmi." + text.getKey(), text.getValue());
    }
    put(facts, "hypervisor.type", text(files, "sys/hypervisor/type"));
    put(facts, "devicetree.compatible", text(files, DeviceTree.FOLDER + "/compatible"));
    put(facts, "devicetree.hypervisor", text(files, DeviceTree.FOLDER + "/hypervisor/compatible"));
    for (String property : PROPERTIES) {
      if (files.exists(DeviceTree.FOLDER + "/" + property)) {
        put(facts, "devicetree." + property.substring(property.indexOf('/') + 1), "present");
      }
    }
    lparcfg(files, facts);
    sysinfo(files, facts);
    return new HypervisorFacts(facts);
  }

  private static void lparcfg(GuestFiles files, Map<String, String> facts) {
    GuestFile file = files.file("proc/powerpc/lparcfg", LIMIT);
    file.refresh();
    SelectedLines lines = new SelectedLines("system_type=");
    lines.refresh(file.bytes(), file.length());
    put(facts, "lparcfg.system_type", lines.text(0));
  }

  private static void sysinfo(GuestFiles files, Map<String, String> facts) {
    GuestFile file = files.file("proc/sysinfo", LIMIT);
    file.refresh();
    SelectedLines lines = new SelectedLines("VM00 Control Program:", "LPAR Name:");
    lines.refresh(file.bytes(), file.length());
    put(facts, "sysinfo.VM00 Control Program", lines.text(0));
    put(facts, "sysinfo.LPAR Name", lines.text(1));
  }

  /** The strings of a property, with spaces between them. */
  private static String text(GuestFiles files, String path) {
    GuestFile file = files.file(path, LIMIT);
    file.refresh();
    return file.text().replace('\0', ' ');
  }

  private static void put(Map<String, String> facts, String name, String value) {
    if (value != null && !value.isEmpty()) {
      facts.put(name, value);
    }
  }

  /** Empty if it is not there. */
  String fact(String name) {
    String value = facts.get(name);
    return value == null ? "" : value;
  }

  @Override
  public String toString() {
    return facts.toString();
  }
}
