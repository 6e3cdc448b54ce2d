package io.hostshift.cli;

import io.hostshift.source.Reading;
import io.hostshift.source.State;
import java.util.HashMap;
import java.util.Map;

/** The one command that would make a source visible. */
final class Remedies {
  private static final Map<String, String> DENIED = new HashMap<>();
  private static final Map<String, String> ABSENT = new HashMap<>();

  /** On which hypervisors a source that is absent could be had. */
  private static final Map<String, String> WHERE = new HashMap<>();

  static {
    DENIED.put("vmclock", "chmod a+r /dev/vmclock0 (a udev rule makes it last)");
    DENIED.put("fwcfg", "run the JVM as root: the kernel opens these files to nobody else");
    DENIED.put("smbios", "run the JVM as root: the kernel opens these files to nobody else");
    DENIED.put("dmi", "run the JVM as root: the UUID tells of a restore or a clone");
    DENIED.put("downward", "chmod a+rw /dev/virtio-ports/org.github.vhostmd.1");
    ABSENT.put("vmclock", "modprobe ptp_vmclock, if the hypervisor offers the device");
    ABSENT.put("fwcfg", "modprobe qemu_fw_cfg");
    ABSENT.put("kvp", "install hyperv-daemons");
    ABSENT.put("vmware", "install open-vm-tools");
    WHERE.put("vmclock", "KVM QEMU EC2 unknown");
    WHERE.put("fwcfg", "KVM QEMU unknown");
    WHERE.put("kvp", "Hyper-V Azure");
    WHERE.put("vmware", "VMware");
  }

  private Remedies() {}

  /**
   * Null if there is none on this hypervisor.
   *
   * @param hypervisor its short name, or unknown
   */
  static String of(String source, Reading reading, String hypervisor) {
    if (reading.state() == State.DENIED || (reading.readable() && !reading.reason().isEmpty())) {
      return DENIED.get(source);
    }
    boolean elsewhere = !WHERE.getOrDefault(source, hypervisor).contains(hypervisor);
    return reading.state() == State.ABSENT && !elsewhere ? ABSENT.get(source) : null;
  }
}
