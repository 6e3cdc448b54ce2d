package io.hostshift.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarSliceTest {
  @TempDir Path folder;

  @Test
  void shouldReadStoredAndDeflatedEntries() throws IOException {
    TestJar jar = new TestJar().with("a/B.class", "b".repeat(10_000)).with("empty", "");

    for (byte[] bytes : new byte[][] {jar.deflated(), jar.bytes(ZipEntry.STORED)}) {
      try (RandomAccessFile file = file(bytes)) {
        JarSlice slice = new JarSlice(file, 0, bytes.length);
        assertThat(slice.bytes("a/B.class")).asString().isEqualTo("b".repeat(10_000));
        assertThat(slice.bytes("empty")).isEmpty();
        assertThat(slice.bytes("a/C.class")).isNull();
      }
    }
  }

  @Test
  void shouldFindEachOfManyEntries() throws IOException {
    TestJar jar = new TestJar();
    for (int i = 0; i < 3000; i++) {
      jar.with("io/hostshift/Class" + i + ".class", "content " + i);
    }
    byte[] bytes = jar.deflated();
    try (RandomAccessFile file = file(bytes)) {
      JarSlice slice = new JarSlice(file, 0, bytes.length);
      for (int i = 0; i < 3000; i++) {
        assertThat(slice.bytes("io/hostshift/Class" + i + ".class"))
            .asString()
            .isEqualTo("content " + i);
      }
      assertThat(slice.contains("io/hostshift/Class3000.class")).isFalse();
    }
  }

  @Test
  void shouldReadAJarInsideAJarInPlace() throws IOException {
    byte[] bytes = Files.readAllBytes(shipped());
    try (RandomAccessFile file = file(bytes)) {
      JarSlice inner = new JarSlice(file, 0, bytes.length).nested(TestJar.ISOLATED);
      assertThat(inner.bytes("a.txt")).asString().isEqualTo("text");
    }
  }

  @Test
  void shouldRefuseAJarCutAnywhere() throws IOException {
    byte[] whole = Files.readAllBytes(shipped());
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      try (RandomAccessFile file = file(cut)) {
        assertThatThrownBy(() -> new JarSlice(file, 0, cut.length).nested(TestJar.ISOLATED))
            .isInstanceOf(ZipException.class)
            .hasMessageStartingWith("corrupt jar");
      }
    }
  }

  @Test
  void shouldNeverReturnOtherContentThanWasWritten() throws IOException {
    byte[] whole = Files.readAllBytes(shipped());
    Random random = new Random(1);
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      try (RandomAccessFile file = file(damaged)) {
        byte[] content =
            new JarSlice(file, 0, damaged.length).nested(TestJar.ISOLATED).bytes("a.txt");
        assertThat(content == null ? "text" : new String(content, StandardCharsets.UTF_8))
            .isEqualTo("text");
      } catch (ZipException e) {
        assertThat(e).hasMessageStartingWith("corrupt jar");
      }
    }
  }

  private Path shipped() throws IOException {
    return new TestJar().with("a.txt", "text").shipped(folder.resolve("shipped.jar"));
  }

  private RandomAccessFile file(byte[] bytes) throws IOException {
    return new RandomAccessFile(Files.write(folder.resolve("test.jar"), bytes).toFile(), "r");
  }
}
