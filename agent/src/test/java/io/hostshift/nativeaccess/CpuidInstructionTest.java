package io.hostshift.nativeaccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hostshift.base.Architecture;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the instruction, so on 64-bit x86 only. */
class CpuidInstructionTest {
  @BeforeEach
  void onX86Only() throws Exception {
    assumeTrue(Architecture.ofThisProcess() == Architecture.X86_64);
  }

  @Test
  void shouldSayWhatTheKernelSaysOfTheVendor() throws Exception {
    int[] registers = new int[4];
    try (CpuidInstruction cpuid = CpuidInstruction.open(new Jna(null))) {
      cpuid.execute(new int[] {0, 0}, registers);
    }

    assertThat(Files.readString(Path.of("/proc/cpuinfo"))).contains(": " + vendor(registers));
  }

  @Test
  void shouldAnswerManyLeavesInOneCall() throws Exception {
    int[] pairs = new int[200];
    int[] registers = new int[400];
    try (CpuidInstruction cpuid = CpuidInstruction.open(new Jna(null))) {
      cpuid.execute(pairs, registers);
    }

    for (int leaf = 1; leaf < 100; leaf++) {
      for (int r = 0; r < 4; r++) {
        assertThat(registers[4 * leaf + r]).isEqualTo(registers[r]);
      }
    }
  }

  @Test
  void shouldNotRunAfterItWasClosed() throws Exception {
    CpuidInstruction cpuid = CpuidInstruction.open(new Jna(null));
    cpuid.close();
    cpuid.close();

    assertThatThrownBy(() -> cpuid.execute(new int[2], new int[4]))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldNotWritePastAResultThatIsTooSmall() throws Exception {
    try (CpuidInstruction cpuid = CpuidInstruction.open(new Jna(null))) {
      assertThatThrownBy(() -> cpuid.execute(new int[4], new int[7]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static String vendor(int[] registers) {
    ByteArrayOutputStream vendor = new ByteArrayOutputStream();
    for (int register : new int[] {registers[1], registers[3], registers[2]}) {
      byte[] four = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(register).array();
      vendor.write(four, 0, 4);
    }
    return vendor.toString(StandardCharsets.US_ASCII);
  }
}
