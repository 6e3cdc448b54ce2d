package io.hostshift.nativeaccess;

import com.sun.jna.Function;
import io.hostshift.base.Architecture;
import io.hostshift.base.UnavailableException;

/**
 * The processor's time stamp counter read just before and just after the kernel's
 * CLOCK_MONOTONIC_RAW, so that both are known for one moment.
 */
public final class TscInstruction implements AutoCloseable {
  /** Numbers of one reading: the counter before, the counter after, seconds, nanoseconds. */
  private static final int NUMBERS = 4;

  private static final long NANOS = 1_000_000_000L;

  /** void (long numbers[], int (*clock_gettime)(int, void*)), in the System V convention. */
  private static final int[] CODE = {
    0xf3, 0x0f, 0x1e, 0xfa, //        endbr64
    0x53, //                          push  rbx
    0x41, 0x54, //                    push  r12
    0x48, 0x83, 0xec, 0x08, //        sub   rsp, 8
    0x48, 0x89, 0xfb, //              mov   rbx, rdi
    0x49, 0x89, 0xf4, //              mov   r12, rsi
    0x0f, 0xae, 0xe8, //              lfence
    0x0f, 0x31, //                    rdtsc
    0x48, 0xc1, 0xe2, 0x20, //        shl   rdx, 32
    0x48, 0x09, 0xd0, //              or    rax, rdx
    0x48, 0x89, 0x03, //              mov   [rbx], rax
    0xbf, 0x04, 0x00, 0x00, 0x00, //  mov   edi, 4 (CLOCK_MONOTONIC_RAW)
    0x48, 0x8d, 0x73, 0x10, //        lea   rsi, [rbx+16]
    0x41, 0xff, 0xd4, //              call  r12
    0x0f, 0xae, 0xe8, //              lfence
    0x0f, 0x31, //                    rdtsc
    0x48, 0xc1, 0xe2, 0x20, //        shl   rdx, 32
    0x48, 0x09, 0xd0, //              or    rax, rdx
    0x48, 0x89, 0x43, 0x08, //        mov   [rbx+8], rax
    0x48, 0x83, 0xc4, 0x08, //        add   rsp, 8
    0x41, 0x5c, //                    pop   r12
    0x5b, //                          pop   rbx
    0xc3, //                          ret
  };

  private final MachineCode code;
  private final Function clock;
  private final long[] numbers = new long[NUMBERS];

  private TscInstruction(MachineCode code, Function clock) {
    this.code = code;
    this.clock = clock;
  }

  /**
   * @throws UnavailableException if this is no 64-bit x86 process, or it may not run machine code
   */
  public static TscInstruction open(Jna jna) throws UnavailableException {
    if (Architecture.ofThisProcess() != Architecture.X86_64) {
      throw new UnavailableException("no 64-bit x86 process");
    }
    byte[] bytes = new byte[CODE.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) CODE[i];
    }
    Function clock = jna.function("clock_gettime");
    return new TscInstruction(MachineCode.map(jna, bytes), clock);
  }

  /** Reads both now. */
  public void read() {
    code.call(numbers, clock);
  }

  /** Ticks of the counter, in the middle of the last reading. */
  public long ticks() {
    return numbers[0] + width() / 2;
  }

  /** How many ticks the last reading took: an interruption within it makes many of them. */
  public long width() {
    return numbers[1] - numbers[0];
  }

  /** Nanoseconds of the kernel's clock at the last reading. */
  public long nanos() {
    return numbers[2] * NANOS + numbers[3];
  }

  @Override
  public void close() {
    code.close();
  }
}
