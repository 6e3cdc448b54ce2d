package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstantTextsTest {
  /** A constant of each kind, with texts before, between and behind them. */
  private static byte[] everyKind() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    int[] kinds = {3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19, 20};
    int[] sizes = {4, 4, 8, 8, 2, 2, 4, 4, 4, 4, 3, 2, 4, 4, 2, 2};
    out.writeLong(0xcafebabe00000034L);
    // Each kind, a text behind each and one before; two count twice, and none has the number 0.
    out.writeShort(1 + 1 + 2 * kinds.length + 2);
    text(out, "first");
    for (int i = 0; i < kinds.length; i++) {
      out.writeByte(kinds[i]);
      out.write(new byte[sizes[i]]);
      text(out, "behind " + kinds[i]);
    }
    return bytes.toByteArray();
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    out.writeByte(1);
    out.writeUTF(text);
  }

  private static List<String> all(ConstantTexts texts, byte[] file) {
    List<String> all = new ArrayList<>();
    while (texts.next()) {
      all.add(new String(file, texts.from(), texts.to() - texts.from(), StandardCharsets.US_ASCII));
    }
    return all;
  }

  @Test
  void shouldGoFromTextToTextOverEveryKindOfConstant() throws IOException {
    byte[] file = everyKind();
    ConstantTexts texts = new ConstantTexts(file);

    assertThat(all(texts, file))
        .hasSize(17)
        .startsWith("first", "behind 3", "behind 4", "behind 5", "behind 6")
        .endsWith("behind 19", "behind 20");
    assertThat(texts.fault()).isNull();
    assertThat(texts.next()).isFalse();
  }

  @Test
  void shouldSayWhereverAClassFileIsCutOff() throws IOException {
    byte[] file = everyKind();
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      ConstantTexts texts = new ConstantTexts(cut);
      all(texts, cut);

      assertThat(texts.fault()).as("%d bytes", length).contains("it ends");
    }
  }

  @Test
  void shouldSayWhichConstantItDoesNotKnow() throws IOException {
    byte[] file = everyKind();
    file[10] = 99;
    ConstantTexts texts = new ConstantTexts(file);

    assertThat(texts.next()).isFalse();
    assertThat(texts.fault()).isEqualTo("constant of kind 99");
  }
}
