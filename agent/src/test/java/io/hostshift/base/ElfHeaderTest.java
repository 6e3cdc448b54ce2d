package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ElfHeaderTest {
  private static final int X86_64 = 62;
  private static final int AARCH64 = 183;
  private static final int PPC64 = 21;

  @Test
  void shouldKnow64BitX86() {
    assertThat(Architecture.of(header(2, X86_64))).isEqualTo(Architecture.X86_64);
  }

  @Test
  void shouldKnowArm64AndLittleEndianPower() {
    assertThat(Architecture.of(header(2, AARCH64))).isEqualTo(Architecture.AARCH64);
    assertThat(Architecture.of(header(2, PPC64))).isEqualTo(Architecture.PPC64LE);
  }

  @Test
  void shouldNotTakeABigEndianProgramForALittleEndianOne() {
    byte[] header = header(2, PPC64);
    header[5] = 2;
    header[18] = 0;
    header[19] = PPC64;

    assertThat(Architecture.of(header)).isEqualTo(Architecture.OTHER);
  }

  @Test
  void shouldKnowBigEndianZ() {
    byte[] header = header(2, 0);
    header[5] = 2;
    header[19] = 22;

    assertThat(Architecture.of(header)).isEqualTo(Architecture.S390X);
  }

  @Test
  void shouldTakeNothingElseForOneOfThem() {
    assertThat(Architecture.of(header(2, 22))).isEqualTo(Architecture.OTHER);
    // The x32 convention: the same processor, other calls.
    assertThat(Architecture.of(header(1, X86_64))).isEqualTo(Architecture.OTHER);
    assertThat(Architecture.of(new byte[20])).isEqualTo(Architecture.OTHER);
    assertThat(Architecture.of(new byte[] {0x7f, 'E', 'L', 'F'})).isEqualTo(Architecture.OTHER);
  }

  private static byte[] header(int bits, int machine) {
    byte[] header = new byte[20];
    header[0] = 0x7f;
    header[1] = 'E';
    header[2] = 'L';
    header[3] = 'F';
    header[4] = (byte) bits;
    header[5] = 1;
    header[18] = (byte) machine;
    return header;
  }
}
