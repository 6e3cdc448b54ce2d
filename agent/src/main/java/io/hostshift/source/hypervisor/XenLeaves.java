package io.hostshift.source.hypervisor;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What Xen's own CPUID leaves say of a move.
 *
 * <p>Format: Xen, xen/include/public/arch-x86/cpuid.h: leaf base+3 ("Leaf 4"), sub-leaf 0, EDX is
 * the incarnation, which tsc_set_info raises on the receiving side of a migration or restore;
 * sub-leaf 2, EAX is the host's cpu_khz; leaf base+4, ECX is the domain's number if bit 4 of EAX is
 * set. The toolstack may hide leaves by lowering the last one, EAX of the base.
 */
final class XenLeaves {
  private static final int EAX = 0;
  private static final int ECX = 2;
  private static final int EDX = 3;
  private static final int DOMID_PRESENT = 1 << 4;

  private XenLeaves() {}

  /**
   * Leaf and sub-leaf of each to ask for.
   *
   * @param base where Xen's leaves begin
   */
  static int[] pairs(int base) {
    return new int[] {base, 0, base + 3, 0, base + 3, 2, base + 4, 0};
  }

  static int registers() {
    return 4 * 4;
  }

  /** Clears, in place, what says nothing of a move, such as the guest's own clock. */
  static void mask(int[] registers) {
    int last = registers[EAX];
    int incarnation = registers[4 + EDX];
    int khz = registers[8 + EAX];
    int flags = registers[12 + EAX] & DOMID_PRESENT;
    int domid = flags == 0 ? 0 : registers[12 + ECX];
    Arrays.fill(registers, 0);
    registers[EAX] = last;
    registers[4 + EDX] = incarnation;
    registers[8 + EAX] = khz;
    registers[12 + EAX] = flags;
    registers[12 + ECX] = domid;
  }

  /** The incarnation as read; 0 also if it is hidden. */
  static int incarnation(int[] registers) {
    return registers[4 + EDX];
  }

  /**
   * @param registers the masked answer to {@link #pairs}
   * @param base the one that was asked for
   */
  static List<Identifier> identifiers(int[] registers, int base) {
    List<Identifier> found = new ArrayList<>();
    int last = registers[EAX];
    if (Integer.compareUnsigned(last, base + 3) >= 0) {
      found.add(
          new Identifier(
              Xen.NAME + ".incarnation",
              Integer.toUnsignedString(incarnation(registers)),
              Scope.EPOCH));
      if (registers[8 + EAX] != 0) {
        // Measured when the host booted: another value is another host, but two hosts may have
        // measured the same, so that it names none.
        found.add(
            new Identifier(
                Xen.NAME + ".cpu_khz", Integer.toUnsignedString(registers[8 + EAX]), Scope.MODEL));
      }
    }
    if (Integer.compareUnsigned(last, base + 4) >= 0 && registers[12 + EAX] != 0) {
      // Given out anew by each host and at each restore: it changes with either, and names neither.
      found.add(
          new Identifier(
              Xen.NAME + ".domid", Integer.toUnsignedString(registers[12 + ECX]), Scope.EPOCH));
    }
    return found;
  }
}
