package io.hostshift.source;

import io.hostshift.nativeaccess.Architecture;
import io.hostshift.nativeaccess.CpuidInstruction;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.nativeaccess.UnavailableException;
import java.io.IOException;
import java.util.Arrays;

/**
 * The processor's own account of itself, through the CPUID instruction.
 *
 * <p>It tells a move between hosts whose processors look different to the guest. Many clusters hide
 * that on purpose, and KVM fixes it for the life of the virtual machine process; equal answers
 * prove nothing.
 */
public final class Cpuid implements Source, AutoCloseable {
  private final Jna jna;
  private Cpu cpu;
  private CpuidInstruction instruction;
  private Reading impossible;
  private int[] pairs;
  private int[] latest = new int[CpuidLeaves.registers()];
  private int[] previous = new int[CpuidLeaves.registers()];

  public Cpuid(Jna jna) {
    this.jna = jna;
  }

  Cpuid(Cpu cpu) {
    this((Jna) null);
    this.cpu = cpu;
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
    if (impossible != null) {
      return impossible;
    }
    if (cpu == null) {
      impossible = open();
      if (impossible != null) {
        return impossible;
      }
    }
    if (pairs == null) {
      pairs = CpuidLeaves.pairs(HypervisorLeaves.find(cpu));
    }
    cpu.execute(pairs, latest);
    CpuidLeaves.mask(latest);
    if (last != null && last.readable() && Arrays.equals(latest, previous)) {
      return last;
    }
    int[] spare = previous;
    previous = latest;
    latest = spare;
    return Reading.of(CpuidLeaves.identifiers(previous));
  }

  /** Null if the instruction can be executed from now on; whatever prevents it is there to stay. */
  private Reading open() {
    try {
      if (Architecture.ofThisProcess() != Architecture.X86_64) {
        return Reading.absent("not a 64-bit x86 process");
      }
      instruction = CpuidInstruction.open(jna);
      cpu = instruction::execute;
      return null;
    } catch (UnavailableException | IOException e) {
      return Reading.failed("CPUID cannot be executed: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    if (instruction != null) {
      instruction.close();
      instruction = null;
      impossible = Reading.off("closed");
    }
  }
}
