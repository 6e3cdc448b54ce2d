package io.hostshift.source.platform;

import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.file.KernelLines;
import io.hostshift.source.file.SelectedLines;
import io.hostshift.source.firmware.DeviceTree;
import io.hostshift.source.firmware.DmiTable;
import io.hostshift.source.firmware.Lparcfg;
import java.nio.charset.StandardCharsets;
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
 * ...), on Power and Z {@code lparcfg.system_type} and {@code sysinfo.VM00 Control Program}, the
 * first lines of /proc/cpuinfo, and what container engines leave ({@code file.dockerenv}, ...).
 */
public final class PlatformFacts {
  private static final int LIMIT = 64 * 1024;

  /** Whoever sets any of these to a hypervisor's name means the machine, and no part of it. */
  private static final List<String> MAKERS =
      Arrays.asList("product_name", "sys_vendor", "board_vendor", "bios_vendor", "product_version");

  static final String ANY_DMI = "dmi.any";

  /** Names of properties at the root, or below it, whose being there counts. */
  private static final String[] PROPERTIES = {
    "ibm,partition-name", "hmc-managed?", "chosen/qemu,graphic-width"
  };

  private static final String[] CPUINFO = {"vendor_id", "model name", "CPU implementer", "isa"};

  private static final String[][] THERE = {
    {"xen.proc", "proc/xen"},
    {"file.dockerenv", ".dockerenv"},
    {"file.containerenv", "run/.containerenv"},
    {"file.kubernetes", "var/run/secrets/kubernetes.io"},
    {"file.vz", "proc/vz"},
    {"file.bc", "proc/bc"},
    {"file.iseries", "proc/iSeries"},
  };

  private static final Pattern UID = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d+)");

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
    Map<String, String> facts = new TreeMap<>();
    put(facts, "cpuid", signature);
    put(facts, "os.arch", arch);
    if (arch != null && !arch.isEmpty()) {
      // That of a copied tree was the copier's.
      put(facts, "uid", effectiveUser(files));
    }
    DmiTable dmi = DmiTable.read(files);
    for (Map.Entry<String, String> text : dmi.texts().entrySet()) {
      put(facts, "dmi." + text.getKey(), text.getValue());
    }
    put(facts, "dmi.uuid_and_serial", uuidAndSerial(files, dmi));
    for (String[] there : THERE) {
      put(facts, there[0], files.exists(there[1]) ? "present" : "");
    }
    xen(files, facts);
    deviceTree(files, facts);
    lines(files, facts, "sysinfo", "proc/sysinfo", ":", "VM00 Control Program", "LPAR Name");
    lines(files, facts, "sysinfo", "proc/sysinfo", ":", "VM01 Control Program", "Manufacturer");
    for (String path : Lparcfg.PATHS) {
      lines(files, facts, "lparcfg", path, "=", "system_type");
    }
    cpuinfo(files, facts);
    put(facts, "cgroup", text(files, "proc/self/cgroup"));
    put(facts, "kernel", text(files, "proc/sys/kernel/osrelease"));
    put(facts, "manager", manager(files));
    return new PlatformFacts(facts);
  }

  /** EC2's Xen guests have one text as both, but for its case. */
  private static String uuidAndSerial(GuestFiles files, DmiTable dmi) {
    String uuid = text(files, "sys/class/dmi/id/product_uuid");
    return uuid.equalsIgnoreCase(dmi.text("product_serial")) ? uuid.toLowerCase(Locale.ROOT) : "";
  }

  private static void xen(GuestFiles files, Map<String, String> facts) {
    put(facts, "hypervisor.type", text(files, "sys/hypervisor/type"));
    put(facts, "hypervisor.uuid", text(files, "sys/hypervisor/uuid"));
    put(facts, "xen.capabilities", text(files, "proc/xen/capabilities"));
    String features = text(files, "sys/hypervisor/properties/features");
    if (features.matches("[0-9a-fA-F]{1,8}") && (Long.parseLong(features, 16) & DOM0) != 0) {
      put(facts, "xen.feature_dom0", "present");
    }
  }

  private static void deviceTree(GuestFiles files, Map<String, String> facts) {
    String folder = DeviceTree.folder(files);
    for (String text : new String[] {"compatible", "model", "system-id"}) {
      put(facts, "devicetree." + text, text(files, folder + "/" + text));
    }
    put(facts, "devicetree.hypervisor", text(files, folder + "/hypervisor/compatible"));
    for (String property : PROPERTIES) {
      if (files.exists(folder + "/" + property)) {
        put(facts, "devicetree." + property.substring(property.indexOf('/') + 1), "present");
      }
    }
    for (String node : files.names(folder)) {
      if (node.startsWith("fw-cfg")) {
        put(facts, "devicetree.fw-cfg", node);
      }
    }
  }

  /** The second number of its line; the first is the user who is real. */
  private static String effectiveUser(GuestFiles files) {
    GuestFile file = files.file("proc/self/status", LIMIT);
    file.refresh();
    Matcher uid = UID.matcher(file.text());
    return uid.find() ? uid.group(1) : "";
  }

  /** Of the first processor; what is said of the others is as long, and the same. */
  private static void cpuinfo(GuestFiles files, Map<String, String> facts) {
    GuestFile file = files.head("proc/cpuinfo", 2048);
    file.refresh();
    for (String key : CPUINFO) {
      int at = KernelLines.after(KernelLines.key(key), file.bytes(), file.length());
      if (at >= 0) {
        int end = KernelLines.endOfLine(file.bytes(), at, file.length());
        String rest = new String(file.bytes(), at, end - at, StandardCharsets.UTF_8);
        put(facts, "cpuinfo." + key, rest.replaceFirst("^\\s*:\\s*", "").trim());
      }
    }
  }

  private static void lines(
      GuestFiles files,
      Map<String, String> facts,
      String source,
      String path,
      String separator,
      String... keys) {
    GuestFile file = files.file(path, LIMIT);
    file.refresh();
    List<String> begins = new ArrayList<>();
    for (String key : keys) {
      begins.add(key + separator);
    }
    SelectedLines lines = new SelectedLines(begins.toArray(new String[0]));
    lines.refresh(file.bytes(), file.length());
    for (int i = 0; i < keys.length; i++) {
      put(facts, source + "." + keys[i], lines.text(i));
    }
  }

  /** As the container's manager says it to the system within. */
  private static String manager(GuestFiles files) {
    String said = text(files, "run/systemd/container");
    if (!said.isEmpty()) {
      return said;
    }
    for (String variable : text(files, "proc/1/environ").split(" ")) {
      if (variable.startsWith("container=")) {
        return variable.substring("container=".length());
      }
    }
    return "";
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
