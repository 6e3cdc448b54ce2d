package io.hostshift.testapp.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of a guest, in a folder, as far as they say something of its host and its capacity.
 * Every file is replaced as a whole, by rename.
 */
final class GuestTree {
  /** Processors that the guest has online. */
  static final int PROCESSORS = 16;

  static final String VMCLOCK = "dev/vmclock0";
  static final String KVP_POOL = "var/lib/hyperv/.kvp_pool_3";
  static final String CPU_MAX = "sys/fs/cgroup/cpu.max";
  private static final int PERIOD_MICROS = 100_000;
  private static final String[] SHIPPED = {
    "proc/meminfo",
    "proc/self/cgroup",
    "proc/self/mountinfo",
    "proc/self/status",
    "sys/class/dmi/id/bios_vendor",
    "sys/class/dmi/id/board_vendor",
    "sys/class/dmi/id/product_name",
    "sys/class/dmi/id/product_uuid",
    "sys/class/dmi/id/product_version",
    "sys/class/dmi/id/sys_vendor",
    "sys/devices/system/cpu/online",
    "sys/fs/cgroup/cpu.max",
    "sys/fs/cgroup/memory.max",
  };

  private final Path root;
  private int moves;

  private GuestTree(Path root) {
    this.root = root;
  }

  /** Writes a guest that runs on that host. */
  static GuestTree create(Path root, String host) throws IOException {
    GuestTree guest = new GuestTree(root);
    for (String file : SHIPPED) {
      Files.createDirectories(root.resolve(file).getParent());
      try (InputStream in = GuestTree.class.getResourceAsStream("guest/" + file)) {
        Files.copy(in, root.resolve(file));
      }
    }
    Files.createDirectories(root.resolve(VMCLOCK).getParent());
    Files.createDirectories(root.resolve(KVP_POOL).getParent());
    guest.write(VMCLOCK, VmClockPage.after(0));
    guest.nameHost(host);
    return guest;
  }

  Path root() {
    return root;
  }

  /** What the guest can see the moment it runs again: vmclock's marker. */
  void resumeElsewhere() throws IOException {
    moves++;
    write(VMCLOCK, VmClockPage.after(moves));
  }

  /** What its key-value daemon gets told a moment later: the name of the host. */
  void nameHost(String host) throws IOException {
    Map<String, String> pool = new LinkedHashMap<>();
    pool.put("HostName", host);
    pool.put("HostingSystemEditionId", "8");
    pool.put("HostingSystemOsMajor", "10");
    pool.put("HostingSystemOsMinor", "0");
    pool.put("HostingSystemProcessorArchitecture", "9");
    pool.put("PhysicalHostName", host);
    pool.put("PhysicalHostNameFullyQualified", host + ".example.net");
    pool.put("VirtualMachineDynamicMemoryBalancingEnabled", "0");
    pool.put("VirtualMachineId", "5A0E1D2C-3B4F-4F6E-9C84-7D5F3C0E2B1A");
    pool.put("VirtualMachineName", "shop-7");
    write(KVP_POOL, KvpPool.of(pool));
  }

  /** Limits the guest's processes to so many processors' time; 0 lifts the limit. */
  void limitProcessors(int processors) throws IOException {
    String quota = processors == 0 ? "max" : String.valueOf(processors * PERIOD_MICROS);
    write(CPU_MAX, (quota + " " + PERIOD_MICROS + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private void write(String file, byte[] bytes) throws IOException {
    Path target = root.resolve(file);
    Path written = target.resolveSibling(target.getFileName() + ".new");
    Files.write(written, bytes);
    Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
