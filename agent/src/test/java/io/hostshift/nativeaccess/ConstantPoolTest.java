package io.hostshift.nativeaccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstantPoolTest {
  @Test
  void shouldChangeNothingElse() throws IOException {
    byte[] original = classFile("com/sun/jna/Structure");

    assertThat(ConstantPool.replace(original, Jna.MARKS, text -> text)).isEqualTo(original);
  }

  @Test
  void shouldAskForTheTextsAloneThatHaveAMark() throws IOException {
    List<String> asked = new ArrayList<>();
    ConstantPool.replace(
        classFile("com/sun/jna/Native"),
        new String[] {"finalize", "jna.boot"},
        text -> {
          asked.add(text);
          return text;
        });

    assertThat(asked).contains("jna.boot.library.path").hasSizeLessThan(10);
    assertThat(asked).allMatch(text -> text.contains("finalize") || text.contains("jna.boot"));
  }

  @Test
  void shouldLeaveNoTraceOfTheLogManagerInJna() throws IOException {
    for (String name :
        new String[] {"Native", "NativeLibrary", "Platform", "Structure", "internal/Cleaner"}) {
      byte[] original = classFile("com/sun/jna/" + name);
      String changed = text(ConstantPool.replace(original, Jna.MARKS, Jna::renamed));

      assertThat(text(original)).contains("java/util/logging/");
      assertThat(changed).doesNotContain("java/util/logging/");
    }
  }

  @Test
  void shouldGiveJnaPropertiesOfItsOwn() throws IOException {
    String changed =
        text(ConstantPool.replace(classFile("com/sun/jna/Native"), Jna.MARKS, Jna::renamed));

    assertThat(changed).contains("hostshift-jna.boot.library.path");
    assertThat(changed.replace("hostshift-jna.", ""))
        .doesNotContain("jna.loaded", "jna.tmpdir", "jna.nounpack");
  }

  @Test
  void shouldRefuseWhatIsNoClassFile() throws IOException {
    byte[] cut = Arrays.copyOf(classFile("com/sun/jna/Native"), 100);
    byte[] unknown = classFile("com/sun/jna/Native");
    unknown[10] = 99;

    assertThatThrownBy(() -> ConstantPool.replace(cut, Jna.MARKS, text -> text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a class file");
    assertThatThrownBy(() -> ConstantPool.replace(unknown, Jna.MARKS, text -> text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("constant of kind 99");
  }

  private static byte[] classFile(String name) throws IOException {
    try (InputStream in = ConstantPoolTest.class.getResourceAsStream("/" + name + ".class")) {
      return in.readAllBytes();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
