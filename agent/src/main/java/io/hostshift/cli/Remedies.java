package io.hostshift.cli;

import io.hostshift.agent.Probe;
import io.hostshift.source.Reading;
import io.hostshift.source.State;
import java.util.Map;

/** The one step that would make a source visible. */
final class Remedies {
  private static final String REFUSED = " may not be read by this user";
  private static final String ANYWHERE = "";
  private static final String KVM = "KVM QEMU EC2 unknown";

  /** By what a source says of itself; of those that fit, the first counts. */
  private static final Remedy[] TABLE = {
    denied("vmclock", "chmod a+r /dev/vmclock0 (a udev rule makes it last)"),
    denied("downward", "chmod a+rw /dev/virtio-ports/org.github.vhostmd.1"),
    absent("vmclock", "no ptp_vmclock driver", KVM, "modprobe ptp_vmclock"),
    absent(
        "vmclock", "not passed into this container", ANYWHERE, "docker run --device /dev/vmclock0"),
    absent("vmclock", "offers no vmclock", KVM, "on the host: qemu-system-x86_64 -device vmclock"),
    absent("fwcfg", "no key under opt/", KVM, "on the host: a fw_cfg entry, by virsh edit VM"),
    absent("fwcfg", "qemu_fw_cfg", KVM, "modprobe qemu_fw_cfg"),
    absent("kvp", "", "Hyper-V Azure", "apt install hyperv-daemons"),
    absent("vmware", "", "VMware", "apt install open-vm-tools"),
  };

  private Remedies() {}

  /**
   * Null if there is none on this hypervisor.
   *
   * @param hypervisor its short name, or unknown
   */
  static String of(String source, Reading reading, String hypervisor) {
    boolean denied =
        reading.state() == State.DENIED || (reading.readable() && !reading.reason().isEmpty());
    for (Remedy remedy : TABLE) {
      if (remedy.fits(source, denied, reading, hypervisor)) {
        return remedy.step;
      }
    }
    int end = denied ? reading.reason().indexOf(REFUSED) : -1;
    return end < 0
        ? null
        : "chmod a+r "
            + reading.reason().substring(0, end)
            + " (as root; for a service after each boot: ExecStartPre=+/bin/chmod)";
  }

  /** The first of all; null if there is none. */
  static String first(Probe probe) {
    for (Map.Entry<String, Reading> source : probe.readings().entrySet()) {
      String remedy = of(source.getKey(), source.getValue(), probe.hypervisor());
      if (remedy != null) {
        return remedy;
      }
    }
    return null;
  }

  private static Remedy denied(String source, String step) {
    return new Remedy(source, true, "", ANYWHERE, step);
  }

  private static Remedy absent(String source, String reason, String where, String step) {
    return new Remedy(source, false, reason, where, step);
  }

  private static final class Remedy {
    private final String source;
    private final boolean denied;
    private final String reason;
    private final String where;
    private final String step;

    /**
     * @param denied whether the source is there and may not be read, or is not there
     * @param reason what its own reason contains
     * @param where on which hypervisors; empty for all
     */
    private Remedy(String source, boolean denied, String reason, String where, String step) {
      this.source = source;
      this.denied = denied;
      this.reason = reason;
      this.where = where;
      this.step = step;
    }

    private boolean fits(String name, boolean refused, Reading reading, String hypervisor) {
      return source.equals(name)
          && (denied ? refused : reading.state() == State.ABSENT)
          && reading.reason().contains(reason)
          && (where.isEmpty() || where.contains(hypervisor));
    }
  }
}
