package io.hostshift.hotspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ElfSymbolsTest {
  private static final int SECTIONS = 64;
  private static final int SYMBOLS = SECTIONS + 3 * 64;
  private static final int NAMES = SYMBOLS + 4 * 24;
  private static final byte[] TEXT =
      "\0gHotA\0gHotB\0other\0gHotC\0".getBytes(StandardCharsets.US_ASCII);

  /** A library with three sections: none, symbols, names. C is only imported. */
  static byte[] library(ByteOrder order) {
    ByteBuffer elf = ByteBuffer.allocate(NAMES + TEXT.length).order(order);
    elf.put(
        0, new byte[] {0x7f, 'E', 'L', 'F', 2, (byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2)});
    elf.putLong(0x28, SECTIONS).putShort(0x3a, (short) 64).putShort(0x3c, (short) 3);
    int symbols = SECTIONS + 64;
    elf.putInt(symbols + 4, 11).putLong(symbols + 0x18, SYMBOLS).putLong(symbols + 0x20, 4 * 24);
    elf.putInt(symbols + 0x28, 2);
    int names = SECTIONS + 2 * 64;
    elf.putInt(names + 4, 3).putLong(names + 0x10, NAMES);
    elf.putLong(names + 0x18, NAMES).putLong(names + 0x20, TEXT.length);
    symbol(elf, 0, 1, 7, 0x1000);
    symbol(elf, 1, 7, 7, 0x2000);
    symbol(elf, 2, 13, 7, 0x3000);
    symbol(elf, 3, 19, 0, 0x4000);
    elf.put(NAMES, TEXT);
    return elf.array();
  }

  private static void symbol(ByteBuffer elf, int index, int name, int section, long value) {
    int at = SYMBOLS + index * 24;
    elf.putInt(at, name).put(at + 4, (byte) 0x11).putShort(at + 6, (short) section);
    elf.putLong(at + 8, value);
  }

  private static Bytes bytes(byte[] content) {
    return (position, into, length) -> {
      if (position < 0 || position + length > content.length) {
        throw new EOFException("0x" + Long.toHexString(position));
      }
      System.arraycopy(content, (int) position, into, 0, length);
    };
  }

  private static ElfSymbols read(byte[] elf) throws IOException {
    return ElfSymbols.read(bytes(elf), elf.length, "gHot");
  }

  @Test
  void shouldFindTheExportedVariables() throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      ElfSymbols symbols = read(library(order));
      assertThat(symbols.address("gHotA")).isEqualTo(0x1000);
      assertThat(symbols.address("gHotB")).isEqualTo(0x2000);
    }
  }

  @Test
  void shouldLeaveOutWhatIsOnlyImportedOrNotAskedFor() throws IOException {
    ElfSymbols symbols = read(library(ByteOrder.LITTLE_ENDIAN));
    assertThat(symbols.address("gHotC")).isNull();
    assertThat(symbols.address("other")).isNull();
  }

  @Test
  void shouldNoticeThatAnotherLibraryIsLoaded() throws IOException {
    byte[] elf = library(ByteOrder.LITTLE_ENDIAN);
    ElfSymbols symbols = read(elf);
    assertThat(symbols.loadedAt(0, bytes(elf))).isTrue();
    elf[NAMES + 2]++;
    assertThat(symbols.loadedAt(0, bytes(elf))).isFalse();
  }

  @Test
  void shouldNameTheOffsetOfWhatIsWrong() {
    malformed(0, 0, (byte) 'M', "not an ELF file");
    malformed(4, 4, (byte) 1, "not a 64-bit ELF file");
    malformed(5, 5, (byte) 9, "unknown byte order 9");
    malformed(0x3a, 0x3a, (byte) 40, "section headers of an unknown size");
    malformed(0x3c, 0x3c, (byte) 0, "0 sections");
    malformed(0x28, 0x2f, (byte) 0x40, "192 bytes at 0x40000000000000");
    malformed(SECTIONS, SECTIONS + 64 + 4, (byte) 2, "no section of dynamic symbols");
    malformed(SECTIONS + 64 + 0x28, SECTIONS + 64 + 0x28, (byte) 1, "the symbols have no names");
    malformed(SECTIONS + 64 + 0x18, SECTIONS + 64 + 0x23, (byte) 0x7f, "2130706528 bytes at");
  }

  private static void malformed(long offset, int changed, byte value, String problem) {
    byte[] elf = library(ByteOrder.LITTLE_ENDIAN);
    elf[changed] = value;
    assertThatExceptionOfType(MalformedElfException.class)
        .isThrownBy(() -> read(elf))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(offset))
        .withMessageContaining(problem);
  }

  @Test
  void shouldRefuseEveryTruncatedFile() {
    byte[] whole = library(ByteOrder.LITTLE_ENDIAN);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = java.util.Arrays.copyOf(whole, length);
      assertThatExceptionOfType(MalformedElfException.class).isThrownBy(() -> read(part));
    }
  }

  @Test
  void shouldEitherReadOrRefuseGarbage() throws IOException {
    Random random = new Random(27);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] elf = library(i % 2 == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      for (int changes = random.nextInt(6); changes >= 0; changes--) {
        elf[random.nextInt(elf.length)] = (byte) random.nextInt();
      }
      try {
        read(elf).address("gHotA");
      } catch (MalformedElfException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, 19_999);
  }

  @Test
  void shouldReadLittleOfTheLibraryThatRunsThisTest() throws Exception {
    File libjvm = new File(System.getProperty("java.home"), "lib/server/libjvm.so");
    long[] count = new long[1];
    try (FileBytes file = new FileBytes(libjvm)) {
      Bytes counting =
          (position, into, length) -> {
            count[0] += length;
            file.read(position, into, length);
          };
      assertThat(ElfSymbols.read(counting, file.size(), "gHotSpotVM").address("gHotSpotVMStructs"))
          .isPositive();
      assertThat(count[0]).isLessThan(file.size() / 100);
    }
  }
}
