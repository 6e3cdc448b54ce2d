package io.hostshift.source.processor;

import io.hostshift.host.Hypervisor;
import io.hostshift.host.Identifier;
import io.hostshift.source.Looks;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import java.util.Arrays;

/**
 * The processor's own account of itself, through the CPUID instruction.
 *
 * <p>It tells a move between hosts whose processors look different to the guest. Many clusters hide
 * that on purpose, and KVM fixes it for the life of the virtual machine process; equal answers
 * prove nothing.
 */
public final class Cpuid implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "cpuid";

  /** What the hypervisor calls itself. */
  public static final String HYPERVISOR = NAME + ".hypervisor";

  /** See {@link CpuidFeatures}. */
  public static final String FEATURES = NAME + ".features";

  /**
   * KVM and its like keep it for the life of a VM; where QEMU emulates, the next QEMU shows its
   * own.
   */
  public static final Traits TRAITS =
      Traits.named(NAME)
          .pinnedUnlessOn(Hypervisor.QEMU)
          .namesHostBest("brand", "signature", "hypervisor", "vendor", "features");

  /** The other leaves follow those that tell hosts apart, or change with a hypervisor's upgrade. */
  private static final int READS_PER_ALL = 8;

  /**
   * Each leaf costs an exit to the hypervisor, and where that keeps the answers for the VM's life,
   * hardly anything comes of asking.
   */
  private static final int READS_PER_LOOK_WHERE_KEPT = 8;

  /** What QEMU calls itself where it emulates. */
  private static final String EMULATED = "TCGTCGTCGTCG";

  private final CpuidAccess access;
  private int[] pairs;
  private int[] telling;
  private final Looks all = new Looks();
  private int[] latest = new int[CpuidLeaves.registers()];
  private int[] previous = new int[CpuidLeaves.registers()];

  public Cpuid(CpuidAccess access) {
    this.access = access;
  }

  public Cpuid(Cpu cpu) {
    this(CpuidAccess.of(cpu));
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Reading read(Reading last) {
    Reading impossible = access.impossible();
    if (impossible != null) {
      return impossible;
    }
    if (pairs == null) {
      pairs = CpuidLeaves.pairs(access.leaves().own());
      telling = Arrays.copyOf(pairs, 2 * CpuidLeaves.TELLING);
    }
    boolean known = last != null && last.readable();
    if (known && !all.due()) {
      System.arraycopy(previous, 0, latest, 0, latest.length);
      if (same(telling)) {
        return last;
      }
    }
    all.next(READS_PER_ALL);
    if (same(pairs) && known) {
      return last;
    }
    int[] spare = previous;
    previous = latest;
    latest = spare;
    return Reading.of(CpuidLeaves.identifiers(previous));
  }

  /** Whether the processor says to these what it said last. */
  private boolean same(int[] asked) {
    access.cpu().execute(asked, latest);
    CpuidLeaves.mask(latest);
    return Arrays.equals(latest, previous);
  }

  @Override
  public int readsPerLook(Reading last) {
    for (Identifier identifier : last.identifiers()) {
      if (identifier.name().equals(HYPERVISOR) && !identifier.value().equals(EMULATED)) {
        return READS_PER_LOOK_WHERE_KEPT;
      }
    }
    return Source.super.readsPerLook(last);
  }

  @Override
  public void close() {
    access.close();
  }
}
