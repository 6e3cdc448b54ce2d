package io.hostshift.nativeaccess;

import com.sun.jna.Function;
import com.sun.jna.NativeLong;
import io.hostshift.base.Architecture;
import io.hostshift.base.UnavailableException;

/**
 * The processor's CPUID instruction, executed here and now: the kernel's own account of it, as in
 * /proc/cpuinfo, dates from when the guest was booted.
 */
public final class CpuidInstruction implements AutoCloseable {
  /** Registers in the result of one leaf: EAX, EBX, ECX, EDX. */
  public static final int REGISTERS = 4;

  private static final int SYS_ARCH_PRCTL = 158;
  private static final int ARCH_GET_CPUID = 0x1011;

  /** void (const int pairs[], int registers[], long leaves), in the System V convention. */
  private static final int[] CODE = {
    0xf3, 0x0f, 0x1e, 0xfa, //        endbr64
    0x53, //                          push  rbx
    0x49, 0x89, 0xd0, //              mov   r8, rdx
    0x4d, 0x85, 0xc0, //       next:  test  r8, r8
    0x74, 0x1f, //                    jz    done
    0x8b, 0x07, //                    mov   eax, [rdi]
    0x8b, 0x4f, 0x04, //              mov   ecx, [rdi+4]
    0x0f, 0xa2, //                    cpuid
    0x89, 0x06, //                    mov   [rsi], eax
    0x89, 0x5e, 0x04, //              mov   [rsi+4], ebx
    0x89, 0x4e, 0x08, //              mov   [rsi+8], ecx
    0x89, 0x56, 0x0c, //              mov   [rsi+12], edx
    0x48, 0x83, 0xc7, 0x08, //        add   rdi, 8
    0x48, 0x83, 0xc6, 0x10, //        add   rsi, 16
    0x49, 0xff, 0xc8, //              dec   r8
    0xeb, 0xdc, //                    jmp   next
    0x5b, //                   done:  pop   rbx
    0xc3, //                          ret
  };

  private final MachineCode code;

  private CpuidInstruction(MachineCode code) {
    this.code = code;
  }

  /**
   * @throws UnavailableException if this is no 64-bit x86 process, or it may not run machine code,
   *     or the instruction is switched off for it
   */
  public static CpuidInstruction open(Jna jna) throws UnavailableException {
    if (Architecture.ofThisProcess() != Architecture.X86_64) {
      throw new UnavailableException("no 64-bit x86 process");
    }
    Function syscall = jna.function("syscall");
    // Kernels and processors that cannot switch it off answer with an error; 0 means a fault.
    int allowed =
        syscall.invokeInt(new Object[] {new NativeLong(SYS_ARCH_PRCTL), ARCH_GET_CPUID, 0});
    if (allowed == 0) {
      throw new UnavailableException("the CPUID instruction is switched off for this process");
    }
    byte[] bytes = new byte[CODE.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) CODE[i];
    }
    return new CpuidInstruction(MachineCode.map(jna, bytes));
  }

  /**
   * Executes it for each leaf, in one call.
   *
   * @param pairs leaf and sub-leaf of each
   * @param registers filled with {@link #REGISTERS} for each
   */
  public void execute(int[] pairs, int[] registers) {
    int leaves = pairs.length / 2;
    if (registers.length < leaves * REGISTERS) {
      throw new IllegalArgumentException(registers.length + " for " + leaves + " leaves");
    }
    code.call(pairs, registers, (long) leaves);
  }

  @Override
  public void close() {
    code.close();
  }
}
