package io.hostshift.tune.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashFileTest {
  private static final long NOW = 1_800_000_000_000L;

  @TempDir Path folder;

  private Path file(long millis) throws Exception {
    Path file = Files.writeString(folder.resolve("hs_err_pid1.log"), "#");
    Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
    return file;
  }

  @Test
  void shouldBeWhereHotSpotPutsIt() {
    assertThat(CrashFile.of("7", "/srv", null, "java -jar a.jar"))
        .isEqualTo("/srv/hs_err_pid7.log");
    assertThat(CrashFile.elsewhere("7")).isEqualTo("/tmp/hs_err_pid7.log");
  }

  @Test
  void shouldBeWhereTheStrongestOptionNamesIt() {
    assertThat(
            CrashFile.of(
                "7",
                "/srv",
                "-XX:ErrorFile=/a.log",
                null,
                "java -XX:ErrorFile=/b.log -XX:ErrorFile=/var/log/e-%p-100%%.log -jar a.jar"))
        .isEqualTo("/var/log/e-7-100%.log");
    assertThat(CrashFile.of("7", "/srv", "-XX:ErrorFile=e.log")).isEqualTo("/srv/e.log");
  }

  @Test
  void shouldCountWhatIsNoOlder() throws Exception {
    assertThat(CrashFile.isThere(file(NOW + 500).toString(), NOW)).isTrue();
    assertThat(CrashFile.isThere(file(NOW - 60_000).toString(), NOW)).isFalse();
  }

  @Test
  void shouldNotCountWhatIsNoFile() throws Exception {
    assertThat(CrashFile.isThere(folder.toString(), 0)).isFalse();
    assertThat(CrashFile.isThere(folder.resolve("none").toString(), 0)).isFalse();
    Path link = Files.createSymbolicLink(folder.resolve("link"), file(NOW));
    assertThat(CrashFile.isThere(link.toString(), 0)).isFalse();
    assertThat(CrashFile.isThere("/proc/1/stat\0", 0)).isFalse();
  }
}
