package io.hostshift.nativeaccess;

import io.hostshift.base.Architecture;
import io.hostshift.base.UnavailableException;

/**
 * A register that names the kind of processor, read here and now by machine code: the kernel's own
 * copies of it date from when each processor was brought online.
 *
 * <p>Both instructions are privileged and are answered by the kernel. Where it does not, the JVM
 * ends: the caller has made sure that it does.
 */
public final class ProcessorRegister implements AutoCloseable {
  private final MachineCode code;
  private final long[] value = new long[1];

  private ProcessorRegister(MachineCode code) {
    this.code = code;
  }

  /**
   * MIDR_EL1 of the arm64 processor that this thread happens to run on.
   *
   * <p>Only where the kernel announces HWCAP_CPUID. Format: Linux,
   * Documentation/arch/arm64/cpu-feature-registers.rst.
   *
   * @throws UnavailableException if this is no arm64 process, or it may not run machine code
   */
  public static ProcessorRegister midr(Jna jna) throws UnavailableException {
    int[] instructions = {
      0xd5380001, // mrs  x1, MIDR_EL1
      0xf9000001, // str  x1, [x0]
      0xd65f03c0, // ret
    };
    return open(jna, Architecture.AARCH64, instructions);
  }

  /**
   * The Processor Version Register of a 64-bit little-endian Power processor.
   *
   * <p>Only on kernels that emulate it for little-endian programs. Format: Linux,
   * arch/powerpc/kernel/traps.c, emulate_instruction.
   *
   * @throws UnavailableException if this is no such process, or it may not run machine code
   */
  public static ProcessorRegister pvr(Jna jna) throws UnavailableException {
    int[] instructions = {
      0x7c9f42a6, // mfspr r4, 287
      0xf8830000, // std   r4, 0(r3)
      0x4e800020, // blr
    };
    return open(jna, Architecture.PPC64LE, instructions);
  }

  private static ProcessorRegister open(Jna jna, Architecture needed, int[] instructions)
      throws UnavailableException {
    if (Architecture.ofThisProcess() != needed) {
      throw new UnavailableException("no " + needed + " process");
    }
    return new ProcessorRegister(MachineCode.map(jna, littleEndian(instructions)));
  }

  /**
   * The kernel makes the instruction cache see a page when it becomes executable, so that nothing
   * has to be flushed here.
   */
  static byte[] littleEndian(int[] instructions) {
    byte[] bytes = new byte[4 * instructions.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (instructions[i / 4] >>> 8 * (i % 4));
    }
    return bytes;
  }

  /** Reads it now. */
  public long read() {
    code.call(new Object[] {value});
    return value[0];
  }

  @Override
  public void close() {
    code.close();
  }
}
