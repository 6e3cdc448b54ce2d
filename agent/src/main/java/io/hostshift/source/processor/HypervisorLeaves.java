package io.hostshift.source.processor;

/**
 * Where the hypervisor's CPUID leaves begin, looked for once: 256 places, each of which may cost an
 * exit to the hypervisor.
 *
 * <p>Usually at {@link #FIRST}. A hypervisor that offers Hyper-V's interface too has that first, as
 * "Microsoft Hv", and its own later: Xen at any of them, KVM at the second. Formats: Xen,
 * xen/include/public/arch-x86/cpuid.h; Linux, arch/x86/include/asm/processor.h
 * (hypervisor_cpuid_base).
 */
public final class HypervisorLeaves {
  public static final int FIRST = 0x40000000;

  private static final int LAST = 0x40010000;
  private static final int STEP = 0x100;
  private static final int VERSION = 1;
  private static final int HYPERVISOR_PRESENT = 1 << 31;

  private final int own;
  private final boolean xen;

  private HypervisorLeaves(int own, boolean xen) {
    this.own = own;
    this.xen = xen;
  }

  public static HypervisorLeaves find(Cpu cpu) {
    int[] version = new int[4];
    cpu.execute(new int[] {VERSION, 0}, version);
    if ((version[2] & HYPERVISOR_PRESENT) == 0) {
      // A processor answers leaves that it does not have with some other leaf.
      return new HypervisorLeaves(FIRST, false);
    }
    int bases = (LAST - FIRST) / STEP;
    int[] pairs = new int[bases * 2];
    for (int i = 0; i < bases; i++) {
      pairs[2 * i] = FIRST + i * STEP;
    }
    int[] registers = new int[bases * 4];
    cpu.execute(pairs, registers);
    int kvm = FIRST;
    for (int i = bases - 1; i >= 0; i--) {
      String signature = signature(registers, 4 * i);
      if (signature.equals("XenVMMXenVMM")) {
        return new HypervisorLeaves(pairs[2 * i], true);
      }
      if (signature.equals("KVMKVMKVM\0\0\0")) {
        kvm = pairs[2 * i];
      }
    }
    return new HypervisorLeaves(kvm, false);
  }

  private static String signature(int[] registers, int at) {
    StringBuilder signature = new StringBuilder();
    for (int r = 1; r <= 3; r++) {
      CpuidLeaves.append(signature, registers[at + r]);
    }
    return signature.toString();
  }

  /** The first leaf of the hypervisor's own ones, {@link #FIRST} if it is not known. */
  public int own() {
    return own;
  }

  /** Whether {@link #own} are Xen's. */
  public boolean xen() {
    return xen;
  }
}
