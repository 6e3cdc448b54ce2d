package io.hostshift.report.jmx;

import java.util.Map;

/** {@code io.hostshift:type=Host}: what the VM and its host show of themselves. */
@Description("What the virtual machine and its host show of themselves")
public interface HostMXBean {
  @Description("The hypervisor, or unknown")
  String getHypervisor();

  @Description("TRANSPARENT, NOTIFY_ONLY or COOPERATIVE: whether migrations are announced")
  String getMigrationModel();

  @Description("What would be noticed of a move: host, kind (to unlike hardware), event, or no")
  String getWouldNotice();

  @Description("What names this virtual machine in metrics: one of VmIds; empty if nothing does")
  String getVmId();

  @Description("What names the virtual machine: its VM identifiers and its generation")
  IdentifierView[] getVmIds();

  @Description("The same, by name: for monitoring, which reads tables by a key")
  Map<String, String> getVmIdsByName();

  @Description("What names the host (INSTANCE), its kind (MODEL), or counts its changes (EPOCH)")
  IdentifierView[] getHostIds();

  @Description("What names the host or its kind, by name: for monitoring; counters are left out")
  Map<String, String> getHostIdsByName();

  @Description("What this process may use of the machine: processors, memory in bytes; 0 unknown")
  CapacityView getCapacity();

  @Description("Seconds since boot that the host gave to others, of all processors; -1 unknown")
  @Units("seconds")
  double getStolenSeconds();

  @Description("Each source, how it stands, and how many nanoseconds its last read took")
  SourceView[] getSources();

  @Description("The same, by name: for monitoring, which reads tables by a key")
  Map<String, SourceView> getSourcesByName();

  @Description(
      "The hosts that this virtual machine has been on, the present one last, settled or not")
  KnownHostView[] getHistory();
}
