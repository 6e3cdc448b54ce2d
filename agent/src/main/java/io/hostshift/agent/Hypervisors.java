package io.hostshift.agent;

import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;

/** The name of the hypervisor, as far as CPUID tells it. */
final class Hypervisors {
  private static final String[][] BY_SIGNATURE = {
    {"KVMKVMKVM", "KVM"},
    {"TCGTCGTCGTCG", "QEMU (software emulation)"},
    {"XenVMMXenVMM", "Xen"},
    {"VMwareVMware", "VMware"},
    {"Microsoft Hv", "Hyper-V"},
  };

  private Hypervisors() {}

  static String of(HostProfile profile) {
    Identifier signature = profile.identifier("cpuid.hypervisor");
    if (signature != null) {
      for (String[] row : BY_SIGNATURE) {
        if (signature.value().equals(row[0])) {
          return row[1];
        }
      }
    }
    return "an unknown hypervisor";
  }
}
