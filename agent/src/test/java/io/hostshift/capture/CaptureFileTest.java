package io.hostshift.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.fuzz.Mangled;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A report that somebody else has made is read into a folder, and changes nothing outside it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CaptureFileTest {
  private static final String LINKS = "hostshift/links";

  @TempDir private Path temp;
  private Path report;
  private Path outside;
  private Path folder;

  @BeforeEach
  void prepare() throws IOException {
    report = temp.resolve("report.zip");
    outside = Files.writeString(temp.resolve("outside"), "as before");
    folder = temp.resolve("unpacked");
  }

  private static byte[] zip(Map<String, String> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> each : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue().getBytes(UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private File unpack(byte[] bytes) throws IOException {
    Files.write(report, bytes);
    return CaptureFile.unpack(report.toFile(), Files.createDirectory(folder));
  }

  /** Nothing stays of one that was refused. */
  private void refused(byte[] bytes, String reason) throws IOException {
    assertThatThrownBy(() -> unpack(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
    assertThat(folder).doesNotExist();
    assertThat(outside).hasContent("as before");
  }

  /** Each of them leads to a regular file, folder or link within. */
  private void staysWithin() throws IOException {
    Path real = folder.toRealPath();
    try (Stream<Path> all = Files.walk(real)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        assertThat(path.toRealPath().startsWith(real)).as(path.toString()).isTrue();
        assertThat(
                Files.isRegularFile(path) || Files.isDirectory(path) || Files.isSymbolicLink(path))
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../outside", "proc/../../outside", "/../outside", "proc/../../../outside/x"})
  void shouldRefuseAPathThatLeadsOut(String path) throws IOException {
    refused(zip(Map.of(path, "mine")), "is no report of a probe");
  }

  @Test
  void shouldTakeAnAbsolutePathForOneThatLeadsOut() throws IOException {
    refused(zip(Map.of(outside.toString(), "mine")), "is no report of a probe");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proc/a\t../../outside",
        "proc/a\t/etc",
        "../outside\tx",
        "proc/../..\tx",
        "proc/a\t..",
        "proc/a\t.hidden"
      })
  void shouldRefuseALinkThatLeadsOut(String link) throws IOException {
    refused(zip(Map.of(LINKS, link + "\n", "proc/a/b", "x")), "");
  }

  /** Through links that lead through links, all within, files are written within. */
  @Test
  void shouldWriteBehindNestedLinksWithin() throws IOException {
    Map<String, String> entries = new TreeMap<>();
    entries.put(LINKS, "sys/a\tone\nsys/a/b\ttwo\nsys/a/b/c\tthree\n");
    entries.put("sys/a/b/c/file", "text");

    File unpacked = unpack(zip(entries));

    staysWithin();
    assertThat(folder.resolve("sys/a/b/c/file")).hasContent("text");
    CaptureFile.delete(unpacked);
    assertThat(folder).doesNotExist();
  }

  @Test
  void shouldRefuseOneThatIsTooLong() throws IOException {
    byte[] megabyte = new byte[1 << 20];
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("proc/cpuinfo"));
      for (int i = 0; i < 65; i++) {
        zip.write(megabyte);
      }
    }
    assertThat(bytes.size()).isLessThan(1 << 20);

    refused(bytes.toByteArray(), "more than");
  }

  @Test
  void shouldRefuseOneOfTooManyFiles() throws IOException {
    Map<String, String> entries = new TreeMap<>();
    for (int i = 0; i <= 50_000; i++) {
      entries.put("f" + i, "");
    }

    refused(zip(entries), "is no report of a probe");
  }

  @Test
  void shouldRefuseOneOfTooManyLinks() throws IOException {
    StringBuilder links = new StringBuilder();
    for (int i = 0; i <= 10_000; i++) {
      links.append("l").append(i).append("\tx\n");
    }

    refused(zip(Map.of(LINKS, links.toString())), "links, which are too many");
  }

  @Test
  void shouldRefuseFoldersOfTooManyWithinOneAnother() throws IOException {
    refused(zip(Map.of("a/".repeat(70) + "b", "")), "is no report of a probe");
  }

  @ParameterizedTest
  @ValueSource(strings = {"proc/\u0000cpuinfo", "proc/\u001b[31m"})
  void shouldNotFailOtherwiseForANameThatIsNone(String name) throws IOException {
    try {
      CaptureFile.delete(unpack(zip(Map.of(name, ""))));
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("is no report of a probe");
    }
  }

  @Test
  void shouldReadOrRefuseEachBrokenFileAndLeaveNothing() throws IOException {
    Map<String, String> entries = new TreeMap<>();
    entries.put(LINKS, "sys/class/net/eth0\tvirtio0\n");
    entries.put("proc/cpuinfo", "processor\t: 0\n");
    entries.put("sys/class/net/eth0/address", "52:54:00:00:00:01\n");
    entries.put("sys/firmware/", "");
    byte[] seed = zip(entries);
    int read = 0;
    for (int number = 0; number < 2_000; number++) {
      try {
        File unpacked = unpack(Mangled.of(seed, number));
        staysWithin();
        CaptureFile.delete(unpacked);
        read++;
      } catch (IOException refused) {
        assertThat(refused.getMessage()).isNotEmpty();
      }
      assertThat(folder).doesNotExist();
    }
    assertThat(read).isBetween(1, 1_999);
    assertThat(outside).hasContent("as before");
  }
}
