package io.hostshift.source.platform;

import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.firmware.DeviceTree;
import io.hostshift.source.firmware.DmiTable;
import io.hostshift.source.firmware.Lparcfg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells where this is: the CPUID signature ({@code cpuid}), the firmware's texts ({@code
 * dmi.sys_vendor}, ..., and {@code dmi.any} for each that names a maker), Xen's files ({@code
 * hypervisor.type}, {@code xen.proc}, ...), the device tree's root ({@code devicetree.compatible},
 * ...), on Power and Z {@code lparcfg.system_type} and {@code sysinfo.VM00 Control Program}, lines
 * of /proc/cpuinfo, the kinds of devices ({@code pci}), the kernel's command line, and what
 * container engines leave ({@code file.dockerenv}, ...).
 */
public final class PlatformFacts {
  /** Whoever sets any of these to a hypervisor's name means the machine, and no part of it. */
  private static final List<String> MAKERS =
      Arrays.asList("product_name", "sys_vendor", "board_vendor", "bios_vendor", "product_version");

  static final String ANY_DMI = "dmi.any";

  /** Names of properties at the root, or below it, whose being there counts. */
  private static final String[] PROPERTIES = {
    "ibm,partition-name", "hmc-managed?", "chosen/qemu,graphic-width"
  };

  private static final String[][] THERE = {
    {"xen.proc", "proc/xen"},
    {"file.iseries", "proc/iSeries"},
    {"file.mdesc", "dev/mdesc"},
    {"file.scaleway", "var/run/scaleway"},
    {"file.vultr", "etc/vultr"},
  };

  private static final Pattern UID = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d+)");

  /** In a line of /proc/bus/pci/devices, behind the slot: vendor and device. */
  private static final Pattern PCI = Pattern.compile("(?m)^[0-9a-f]{4}\\s+([0-9a-f]{8})\\s");

  /** XENFEAT_dom0 in the bits of /sys/hypervisor/properties/features. */
  private static final int DOM0 = 1 << 11;

  private final Map<String, String> facts;

  private PlatformFacts(Map<String, String> facts) {
    this.facts = Collections.unmodifiableMap(facts);
  }

  static PlatformFacts of(Map<String, String> facts) {
    return new PlatformFacts(new TreeMap<>(facts));
  }

  /**
   * Of a guest, from files that anybody may read, and those that only root may where this is root.
   *
   * @param signature the hypervisor's own in CPUID, null or empty if there is none
   * @param arch the system property os.arch where this is the machine itself; else null or empty
   */
  public static PlatformFacts read(GuestFiles files, String signature, String arch) {
    FoundFacts facts = new FoundFacts(files);
    facts.put("cpuid", signature);
    facts.put("os.arch", arch);
    if (arch != null && !arch.isEmpty()) {
      // That of a copied tree was the copier's.
      effectiveUser(facts);
    }
    dmi(facts);
    for (String[] there : THERE) {
      facts.putIfThere(there[0], there[1]);
    }
    xen(facts);
    deviceTree(facts);
    facts.putLines("sysinfo", "proc/sysinfo", ":", "VM00 Control Program", "LPAR Name");
    facts.putLines("sysinfo", "proc/sysinfo", ":", "VM01 Control Program", "Manufacturer");
    // Of one that is cut off it is not known what it does not say.
    facts.put("sysinfo.whole", facts.ended("proc/sysinfo") ? FoundFacts.PRESENT : "");
    for (String path : Lparcfg.PATHS) {
      facts.putLines("lparcfg", path, "=", "system_type");
    }
    new CpuinfoFacts(facts).find();
    devices(facts);
    // Words, with a space before and after each.
    facts.put("cmdline", " " + facts.text("proc/cmdline") + " ");
    new ContainerFacts(facts).find();
    return new PlatformFacts(facts.all());
  }

  private static void dmi(FoundFacts facts) {
    DmiTable dmi = DmiTable.read(facts.files());
    for (Map.Entry<String, String> text : dmi.texts().entrySet()) {
      facts.put("dmi." + text.getKey(), text.getValue());
    }
    // EC2's Xen guests show one text as both, in different case.
    String uuid = facts.text("sys/class/dmi/id/product_uuid");
    if (uuid.equalsIgnoreCase(dmi.text("product_serial"))) {
      facts.put("dmi.uuid_and_serial", uuid.toLowerCase(Locale.ROOT));
    }
  }

  private static void xen(FoundFacts facts) {
    facts.putText("hypervisor.type", "sys/hypervisor/type");
    facts.putText("hypervisor.uuid", "sys/hypervisor/uuid");
    facts.putText("xen.capabilities", "proc/xen/capabilities");
    String features = facts.text("sys/hypervisor/properties/features");
    if (features.matches("[0-9a-fA-F]{1,8}") && (Long.parseLong(features, 16) & DOM0) != 0) {
      facts.put("xen.feature_dom0", FoundFacts.PRESENT);
    }
  }

  private static void deviceTree(FoundFacts facts) {
    String folder = DeviceTree.folder(facts.files());
    for (String text : new String[] {"compatible", "model", "system-id"}) {
      facts.putText("devicetree." + text, folder + "/" + text);
    }
    facts.putText("devicetree.hypervisor", folder + "/hypervisor/compatible");
    for (String property : PROPERTIES) {
      String name = property.substring(property.indexOf('/') + 1);
      facts.putIfThere("devicetree." + name, folder + "/" + property);
    }
    for (String node : facts.files().names(folder)) {
      if (node.contains("fw-cfg")) {
        facts.put("devicetree.fw-cfg", node);
      }
    }
  }

  /** The second number of its line; the first is the user who is real. */
  private static void effectiveUser(FoundFacts facts) {
    Matcher uid = UID.matcher(facts.text("proc/self/status"));
    facts.put("uid", uid.find() ? uid.group(1) : "");
  }

  /** A machine that is there has told by its processor. */
  private static void devices(FoundFacts facts) {
    if (facts.files().live()) {
      return;
    }
    StringBuilder kinds = new StringBuilder();
    GuestFile list = facts.files().head("proc/bus/pci/devices", FoundFacts.LIMIT);
    list.refresh();
    Matcher device = PCI.matcher(list.text());
    while (device.find()) {
      kinds.append(' ').append(device.group(1));
    }
    facts.put("pci", kinds.length() == 0 ? "" : kinds + " ");
  }

  /** The one value of a fact, or those of {@code dmi.any}; empty if it is not there. */
  List<String> values(String name) {
    List<String> values = new ArrayList<>();
    if (name.equals(ANY_DMI)) {
      for (String field : MAKERS) {
        values.addAll(values("dmi." + field));
      }
    } else if (facts.containsKey(name)) {
      values.add(facts.get(name));
    }
    return values;
  }

  /** These, and an answer that was found by them. */
  PlatformFacts with(String name, String value) {
    Map<String, String> more = new TreeMap<>(facts);
    more.put(name, value);
    return new PlatformFacts(more);
  }

  @Override
  public String toString() {
    return facts.toString();
  }
}
