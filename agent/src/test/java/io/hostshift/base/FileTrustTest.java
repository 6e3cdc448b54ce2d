package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hostshift.config.Configuration;
import io.hostshift.config.ConfigurationReader;
import io.hostshift.config.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTrustTest {
  @TempDir Path temp;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(temp.resolve("c.json"), "{\"command\":\"/bin/a\",\"history\":7}");
    mode(file, "rw-r--r--");
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private Configuration read() {
    return ConfigurationReader.read("config=" + file, new Properties(), Map.of());
  }

  @Test
  void shouldTrustAFileThatNobodyElseMayWrite() {
    assertThat(FileTrust.distrust(file.toFile())).isNull();
    assertThat(read().text(Key.COMMAND)).isEqualTo("/bin/a");
    assertThat(read().problems()).isEmpty();
  }

  @Test
  void shouldNotRunACommandFromAFileThatOthersMayWrite() throws IOException {
    for (String open : new String[] {"rw-rw-r--", "rw-r--rw-"}) {
      mode(file, open);

      Configuration read = read();
      assertThat(read.text(Key.COMMAND)).isNull();
      assertThat(read.get(Key.HISTORY)).isEqualTo(7);
      assertThat(read.problems())
          .singleElement()
          .asString()
          .contains("command is not run: ", "may be written by others");
    }
  }

  @Test
  void shouldNotTrustAFileInAFolderThatOthersMayWrite() throws IOException {
    mode(temp, "rwxrwxrwx");

    assertThat(FileTrust.distrust(file.toFile())).contains(temp.toString(), "(mode 0777)");
  }

  @Test
  void shouldLookAtTheFileThatALinkLeadsTo() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), file);
    assertThat(FileTrust.distrust(link.toFile())).isNull();

    mode(file, "rw-rw-rw-");
    assertThat(FileTrust.distrust(link.toFile())).isNotNull();
  }

  @Test
  void shouldNotTrustAFileOfAnotherUser() throws IOException {
    assumeTrue(
        (Integer) Files.getAttribute(file, "unix:uid") == 0, "only root may give files away");
    Files.setAttribute(file, "unix:uid", 65534);

    assertThat(FileTrust.distrust(file.toFile())).contains("belongs to another user (uid 65534)");
  }

  @Test
  void shouldRunACommandFromTheCommandLineOfTheJvm() {
    Configuration read = ConfigurationReader.read("command=/bin/a", new Properties(), Map.of());

    assertThat(read.text(Key.COMMAND)).isEqualTo("/bin/a");
  }
}
