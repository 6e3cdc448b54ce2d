package io.hostshift.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What is in the released jar, and what it says of itself. */
class ContentsJarTest {
  private static final long MOST_BYTES = 3_500_000;
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final String LICENSES = "META-INF/licenses/";
  private static final String SBOM = "META-INF/sbom/hostshift.cdx.json";

  @Test
  void shouldBeSmallerThanThreeAndAHalfMegabytes() throws IOException {
    assertThat(Files.size(jar())).isLessThan(MOST_BYTES);
  }

  @Test
  void shouldHoldNoEntryTwice() throws IOException {
    assertThat(outer()).doesNotHaveDuplicates();
    assertThat(inner()).doesNotHaveDuplicates();
    assertThat(classes()).doesNotHaveDuplicates();
  }

  @Test
  void shouldHoldNoPackageButItsOwnAndThoseOfItsLibraries() throws IOException {
    assertThat(classes())
        .allMatch(
            name ->
                name.startsWith("io/hostshift/")
                    || name.startsWith("com/fasterxml/jackson/core/")
                    || name.startsWith("com/sun/jna/")
                    || name.startsWith("net/bytebuddy/")
                    || name.startsWith("picocli/"));
  }

  @Test
  void shouldHoldNoClassOfItsOwnWithoutASource() throws IOException {
    List<String> stray = new ArrayList<>();
    List<String> own = classes().stream().filter(name -> name.startsWith("io/hostshift/")).toList();
    for (String name : own) {
      String source = name.replaceFirst("(\\$.*)?\\.class$", ".java");
      if (!Files.exists(SOURCES.resolve(source))) {
        stray.add(name);
      }
    }

    assertThat(own).isNotEmpty();
    assertThat(stray).isEmpty();
  }

  @Test
  void shouldTellItsVersion() throws IOException {
    try (JarFile file = new JarFile(jar().toFile())) {
      Attributes manifest = file.getManifest().getMainAttributes();
      JsonNode itself = sbom().path("metadata").path("component");

      assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_TITLE)).isEqualTo("hostshift");
      assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION))
          .matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?")
          .isEqualTo(itself.path("version").asText());
      assertThat(manifest.getValue("Sbom-Location")).isEqualTo(SBOM);
    }
  }

  @Test
  void shouldNameEachLibraryWithItsLicence() throws IOException {
    Set<String> libraries = new TreeSet<>();
    Set<String> withoutLicence = new TreeSet<>();
    for (JsonNode component : sbom().path("components")) {
      libraries.add(component.path("name").asText());
      if (component.path("licenses").isEmpty()) {
        withoutLicence.add(component.path("name").asText());
      }
    }
    String notice = new String(outer("META-INF/NOTICE"), StandardCharsets.UTF_8);

    assertThat(libraries).containsExactlyInAnyOrder("byte-buddy", "jackson-core", "jna", "picocli");
    assertThat(withoutLicence).isEmpty();
    assertThat(libraries).allMatch(notice::contains, "named in META-INF/NOTICE");
    assertThat(outer()).contains("META-INF/LICENSE");
  }

  @Test
  void shouldHoldTheLicencesThatItsLibrariesShip() throws IOException {
    Set<String> with = new TreeSet<>();
    for (String name : inner()) {
      if (name.startsWith(LICENSES) && !name.endsWith("/")) {
        with.add(name.substring(LICENSES.length()).replaceFirst("/.*", ""));
      }
    }

    // picocli's jar has no licence file.
    assertThat(with).contains("jackson-core", "jna");
  }

  /** MIT asks for it, and JNA's jar has it not. */
  @Test
  void shouldHoldTheLicenceOfWhatJnasNativeLibrariesHold() throws IOException {
    assertThat(inner()).contains(LICENSES + "libffi/LICENSE");
  }

  @Test
  void shouldHaveItsChecksumBeside() throws Exception {
    String[] line =
        Files.readString(jar().resolveSibling(jar().getFileName() + ".sha256"))
            .trim()
            .split("\\s+");
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar()));

    assertThat(line).hasSize(2);
    assertThat(line[0]).isEqualTo(HexFormat.of().formatHex(digest));
    assertThat(line[1]).matches("\\*?hostshift\\.jar");
  }

  private static Path jar() {
    return ForkedJvm.shippedJar();
  }

  private static JsonNode sbom() throws IOException {
    return new ObjectMapper().readTree(outer(SBOM));
  }

  private static byte[] outer(String name) throws IOException {
    try (ZipFile file = new ZipFile(jar().toFile());
        InputStream in = file.getInputStream(file.getEntry(name))) {
      return in.readAllBytes();
    }
  }

  private static List<String> outer() throws IOException {
    try (ZipFile file = new ZipFile(jar().toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }

  private static List<String> inner() throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipFile file = new ZipFile(jar().toFile());
        ZipInputStream in =
            new ZipInputStream(file.getInputStream(file.getEntry(TestJar.ISOLATED)))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  private static List<String> classes() throws IOException {
    List<String> classes = new ArrayList<>(outer());
    classes.addAll(inner());
    classes.removeIf(name -> !name.endsWith(".class"));
    return classes;
  }
}
