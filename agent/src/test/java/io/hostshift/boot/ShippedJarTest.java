package io.hostshift.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The shape of what is released. */
class ShippedJarTest {
  private static final int JAVA_8 = 52;

  @Test
  void shouldShowTheJvmFewEntries() throws IOException {
    assertThat(outer()).hasSizeLessThan(50);
  }

  @Test
  void shouldHaveNothingButBootOutside() throws IOException {
    assertThat(outer())
        .allMatch(
            name ->
                name.startsWith("META-INF/")
                    || name.startsWith("io/hostshift/boot/")
                    || "io/hostshift/boot/".startsWith(name));
  }

  @Test
  void shouldStoreTheIsolatedJarSoThatItIsReadInPlace() throws IOException {
    try (ZipFile jar = new ZipFile(ForkedJvm.shippedJar().toFile())) {
      assertThat(jar.getEntry(TestJar.ISOLATED).getMethod()).isEqualTo(ZipEntry.STORED);
    }
  }

  @Test
  void shouldHaveNothingOfBootInside() throws IOException {
    List<String> names = new ArrayList<>();
    eachInner((name, in) -> names.add(name));

    assertThat(names).isNotEmpty().noneMatch(name -> name.startsWith("io/hostshift/boot/"));
  }

  @Test
  void shouldRunOnJava8() throws IOException {
    List<String> newer = new ArrayList<>();
    int[] seen = {0};
    eachInner((name, in) -> seen[0] += check(name, in, newer));
    try (ZipFile jar = new ZipFile(ForkedJvm.shippedJar().toFile())) {
      for (ZipEntry entry : jar.stream().toList()) {
        seen[0] += check(entry.getName(), new DataInputStream(jar.getInputStream(entry)), newer);
      }
    }

    assertThat(seen[0]).isGreaterThan(500);
    assertThat(newer).isEmpty();
  }

  @Test
  void shouldCarryNativeLibrariesForLinuxOnly() throws IOException {
    Set<String> systems = new TreeSet<>();
    eachInner(
        (name, in) -> {
          if (name.startsWith("com/sun/jna/") && !name.endsWith(".class") && name.contains("-")) {
            systems.add(name.replaceFirst("com/sun/jna/([a-z]+)-.*", "$1"));
          }
        });

    assertThat(systems).containsExactly("linux");
  }

  @Test
  void shouldNameEveryPackageOfJnaInItsModule() throws Exception {
    Set<String> packages = new TreeSet<>();
    eachInner(
        (name, in) -> {
          if (name.startsWith("com/sun/jna/") && name.endsWith(".class")) {
            packages.add(name.substring(0, name.lastIndexOf('/')).replace('/', '.'));
          }
        });
    packages.add("io.hostshift.nativeaccess.dispatch");
    var field = Class.forName("io.hostshift.nativeaccess.JnaModule").getDeclaredField("PACKAGES");
    field.setAccessible(true);

    assertThat((Set<?>) field.get(null)).isEqualTo(packages);
  }

  private static int check(String name, DataInputStream in, List<String> newer) throws IOException {
    if (!name.endsWith(".class") || name.startsWith("META-INF/versions/")) {
      return 0;
    }
    in.readInt();
    in.readUnsignedShort();
    if (in.readUnsignedShort() > JAVA_8) {
      newer.add(name);
    }
    return 1;
  }

  private static List<String> outer() throws IOException {
    try (ZipFile jar = new ZipFile(ForkedJvm.shippedJar().toFile())) {
      return jar.stream().map(ZipEntry::getName).toList();
    }
  }

  private static void eachInner(EntryCheck check) throws IOException {
    try (ZipFile jar = new ZipFile(ForkedJvm.shippedJar().toFile());
        ZipInputStream in =
            new ZipInputStream(jar.getInputStream(jar.getEntry(TestJar.ISOLATED)))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        check.look(entry.getName(), new DataInputStream(in));
      }
    }
  }

  private interface EntryCheck {
    void look(String name, DataInputStream in) throws IOException;
  }
}
