package io.hostshift.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a process has run, by files of a played /proc. */
class ProcessAgeTest {
  private static final String BEGAN_AFTER_99_SECONDS =
      "12 (a ) name) S 1 12 12 0 -1 4194560 1 0 0 0 5 6 0 0 20 0 1 0 9900 1000 200 0\n";

  @TempDir private Path proc;

  @BeforeEach
  void play() throws Exception {
    Files.createDirectory(proc.resolve("self"));
    Files.createDirectory(proc.resolve("12"));
    Files.writeString(proc.resolve("12/status"), "Name:\ta ) name\nUid:\t0\t0\t0\t0\n");
    Files.writeString(proc.resolve("12/stat"), BEGAN_AFTER_99_SECONDS);
  }

  private long age() throws Exception {
    return LinuxProcess.of(proc.toFile(), 12).ageMillis();
  }

  @Test
  void shouldBeTheUptimeLessThatOfItsStart() throws Exception {
    Files.writeString(proc.resolve("uptime"), "100.50 90.00\n");

    assertThat(age()).isEqualTo(1_500);
  }

  @Test
  void shouldBeUnknownBesideTheUptimeOfAContainer() throws Exception {
    Files.writeString(proc.resolve("uptime"), "12.00 3.00\n");

    assertThat(age()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldBeUnknownWithoutAnUptime() throws Exception {
    assertThat(age()).isEqualTo(Long.MAX_VALUE);

    Files.writeString(proc.resolve("uptime"), "soon\n");
    assertThat(age()).isEqualTo(Long.MAX_VALUE);
  }
}
