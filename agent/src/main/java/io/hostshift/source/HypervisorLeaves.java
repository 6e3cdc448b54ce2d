package io.hostshift.source;

/**
 * Where the hypervisor's CPUID leaves begin.
 *
 * <p>Usually at {@link #FIRST}; Xen's own begin later where it offers Hyper-V's interface first.
 * Format: Xen, xen/include/public/arch-x86/cpuid.h.
 */
final class HypervisorLeaves {
  static final int FIRST = 0x40000000;

  private static final int LAST = 0x40010000;
  private static final int STEP = 0x100;

  private HypervisorLeaves() {}

  /** Xen's first leaf if there is one anywhere, else {@link #FIRST}. */
  static int find(Cpu cpu) {
    int bases = (LAST - FIRST) / STEP;
    int[] pairs = new int[bases * 2];
    for (int i = 0; i < bases; i++) {
      pairs[2 * i] = FIRST + i * STEP;
    }
    int[] registers = new int[bases * 4];
    cpu.execute(pairs, registers);
    for (int i = 0; i < bases; i++) {
      StringBuilder signature = new StringBuilder();
      for (int r = 1; r <= 3; r++) {
        CpuidLeaves.append(signature, registers[4 * i + r]);
      }
      if ("XenVMMXenVMM".contentEquals(signature)) {
        return pairs[2 * i];
      }
    }
    return FIRST;
  }
}
