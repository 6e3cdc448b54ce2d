package io.hostshift.source.processor;

import io.hostshift.base.Architecture;
import io.hostshift.nativeaccess.CpuidInstruction;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.source.Reading;
import java.io.IOException;

/**
 * The CPUID instruction, made ready at its first use and shared by the sources that need it. Not
 * for use by several threads.
 */
public final class CpuidAccess implements AutoCloseable {
  private final Jna jna;
  private CpuidInstruction instruction;
  private Cpu cpu;
  private HypervisorLeaves leaves;
  private Reading impossible;

  public CpuidAccess(Jna jna) {
    this.jna = jna;
  }

  private CpuidAccess(Cpu cpu) {
    this.jna = null;
    this.cpu = cpu;
  }

  public static CpuidAccess of(Cpu cpu) {
    return new CpuidAccess(cpu);
  }

  /** Of a guest whose processor is not at hand, such as one that was copied into a folder. */
  public static CpuidAccess none(String reason) {
    CpuidAccess none = new CpuidAccess((Cpu) null);
    none.impossible = Reading.absent(reason);
    return none;
  }

  /** Null if the instruction can be executed; whatever prevents it is there to stay. */
  public Reading impossible() {
    if (impossible == null && cpu == null) {
      impossible = open();
    }
    return impossible;
  }

  private Reading open() {
    try {
      if (Architecture.ofThisProcess() != Architecture.X86_64) {
        return Reading.absent("not a 64-bit x86 process");
      }
      instruction = CpuidInstruction.open(jna);
      cpu = instruction::execute;
      return null;
    } catch (IOException e) {
      return Reading.failed("CPUID cannot be executed: " + e.getMessage());
    }
  }

  /** Only while nothing makes it {@link #impossible}. */
  public Cpu cpu() {
    return cpu;
  }

  /** Only while nothing makes it {@link #impossible}. */
  public HypervisorLeaves leaves() {
    if (leaves == null) {
      leaves = HypervisorLeaves.find(cpu);
    }
    return leaves;
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
