package io.hostshift.source;

import java.util.Arrays;

/**
 * The processor's own account of itself, through the CPUID instruction.
 *
 * <p>It tells a move between hosts whose processors look different to the guest. Many clusters hide
 * that on purpose, and KVM fixes it for the life of the virtual machine process; equal answers
 * prove nothing.
 */
public final class Cpuid implements Source, AutoCloseable {
  private final CpuidAccess access;
  private int[] pairs;
  private int[] latest = new int[CpuidLeaves.registers()];
  private int[] previous = new int[CpuidLeaves.registers()];

  public Cpuid(CpuidAccess access) {
    this.access = access;
  }

  Cpuid(Cpu cpu) {
    this(CpuidAccess.of(cpu));
  }

  @Override
  public String name() {
    return "cpuid";
  }

  @Override
  public boolean blocking() {
    return false;
  }

  @Override
  public Reading read(Reading last) {
    Reading impossible = access.impossible();
    if (impossible != null) {
      return impossible;
    }
    if (pairs == null) {
      pairs = CpuidLeaves.pairs(access.leaves().own());
    }
    access.cpu().execute(pairs, latest);
    CpuidLeaves.mask(latest);
    if (last != null && last.readable() && Arrays.equals(latest, previous)) {
      return last;
    }
    int[] spare = previous;
    previous = latest;
    latest = spare;
    return Reading.of(CpuidLeaves.identifiers(previous));
  }

  @Override
  public void close() {
    access.close();
  }
}
