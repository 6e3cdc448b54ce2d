package io.hostshift.host;

/**
 * Short names of those hypervisors that something depends on. All that can be recognised are in the
 * table of hypervisors, these among them.
 */
public final class Hypervisor {
  public static final String AZURE = "Azure";
  public static final String EC2 = "EC2";
  public static final String GCE = "GCE";
  public static final String HYPER_V = "Hyper-V";
  public static final String KVM = "KVM";
  public static final String POWERVM = "PowerVM";

  /** QEMU without KVM: the processor is emulated as well. */
  public static final String QEMU = "QEMU";

  public static final String VMWARE = "VMware";

  /** Nothing tells which, or whether there is one. */
  public static final String UNKNOWN = "unknown";

  private Hypervisor() {}
}
