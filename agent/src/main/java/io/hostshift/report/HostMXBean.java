package io.hostshift.report;

/** {@code io.hostshift:type=Host}: what the VM and its host show of themselves. */
@Description("What the virtual machine and its host show of themselves")
public interface HostMXBean {
  @Description("The hypervisor, or unknown")
  String getHypervisor();

  @Description("TRANSPARENT, NOTIFY_ONLY or COOPERATIVE: whether migrations are announced")
  String getMigrationModel();

  @Description("What names the virtual machine")
  IdentifierView[] getVmIds();

  @Description("What names the host (INSTANCE), its kind (MODEL), or counts its changes (EPOCH)")
  IdentifierView[] getHostIds();

  @Description("What this process may use of the machine")
  CapacityView getCapacity();

  @Description("Each source, how it stands, and how long its last read took")
  SourceView[] getSources();

  @Description("The hosts that this virtual machine has been on, the present one last")
  KnownHostView[] getHistory();
}
