package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CpioArchiveTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CpioArchive archive = new CpioArchive(bytes);

  @Test
  void shouldWriteModeAndLengthsWhereTheKernelReadsThem() throws IOException {
    archive.file("a/b", new byte[] {1, 2, 3, 4, 5});

    String header = bytes.toString(StandardCharsets.ISO_8859_1).substring(0, 110);
    assertThat(header.substring(0, 6)).isEqualTo("070701");
    assertThat(header.substring(14, 22)).as("mode").isEqualTo("000081ed");
    assertThat(header.substring(54, 62)).as("size").isEqualTo("00000005");
    assertThat(header.substring(94, 102)).as("length of name with its end").isEqualTo("00000004");
  }

  @Test
  void shouldBeginNameContentAndNextEntryAtMultiplesOfFour() throws IOException {
    archive.file("a/b", new byte[] {1, 2, 3, 4, 5});
    archive.end();

    // 110 of header and 4 of name make 114, up to 116; 5 of content end at 121, up to 124.
    assertThat(bytes.toByteArray()[116]).isEqualTo((byte) 1);
    assertThat(bytes.toString(StandardCharsets.ISO_8859_1).substring(124)).startsWith("070701");
    assertThat(bytes.size() % 4).isZero();
  }
}
