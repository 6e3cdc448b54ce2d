package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hostshift.config.Configuration;
import io.hostshift.config.ConfigurationReader;
import io.hostshift.config.FileCheck;
import io.hostshift.config.Key;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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

  /** A link in a folder that others may write to can be turned by them. */
  @Test
  void shouldLookAtTheFoldersOfAllLinksOnTheWay() throws IOException {
    Path open = Files.createDirectory(temp.resolve("open"));
    Path second = Files.createSymbolicLink(open.resolve("second"), file);
    Path first = Files.createSymbolicLink(temp.resolve("first"), Path.of("open/../open/second"));
    assertThat(FileTrust.distrust(first.toFile())).isNull();

    mode(open, "rwxrwxrwx");
    assertThat(FileTrust.distrust(second.toFile())).contains(open + " may be written by others");
    assertThat(FileTrust.distrust(first.toFile())).contains(open + " may be written by others");
  }

  @Test
  void shouldNotTrustALinkOfAnotherUser() throws IOException {
    assumeTrue(isRoot(), "only root may give links away");
    Path link = Files.createSymbolicLink(temp.resolve("link"), file);
    Files.setAttribute(link, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);

    assertThat(FileTrust.distrust(link.toFile()))
        .isEqualTo("the link " + link + " belongs to another user (uid 65534)");
  }

  @Test
  void shouldNotFollowLinksInACircle() throws IOException {
    Path link = temp.resolve("link");
    Files.createSymbolicLink(link, link);

    assertThat(FileTrust.distrust(link.toFile())).contains("more than 40 links");
  }

  @Test
  void shouldNotTrustWhatIsNotThere() {
    assertThat(FileTrust.distrust(new File(temp.toFile(), "none"))).contains("cannot be told");
  }

  /** To be installed later, by nobody else. */
  @Test
  void shouldTrustAProgramThatNobodyElseCouldPutWhereThereIsNone() throws IOException {
    File none = new File(temp.toFile(), "none");
    assertThat(FileTrust.distrustProgram(none)).isNull();

    mode(temp, "rwxrwxrwx");
    assertThat(FileTrust.distrustProgram(none)).contains("(mode 0777)");
  }

  @Test
  void shouldNotRunAProgramThatOthersMayWriteWhereverItIsNamed() throws IOException {
    Path program = Files.writeString(temp.resolve("program"), "#!/bin/sh\n");
    mode(program, "rwxrwxrwx");
    Files.writeString(
        file, "{\"command\":\"" + program + "\",\n\"onEvent\":\"" + program + " a\"}");
    String why = " is not run: " + program + " may be written by others (mode 0777)";

    assertThat(read().problems())
        .extracting(Object::toString)
        .satisfiesExactly(
            first -> assertThat(first).contains("command" + why),
            second -> assertThat(second).contains("onEvent" + why));
    assertThat(FileCheck.of(file.toFile()).problems())
        .extracting(Object::toString)
        .satisfiesExactly(
            first -> assertThat(first).contains("command" + why),
            second -> assertThat(second).contains("onEvent" + why));
    Configuration argument =
        ConfigurationReader.read("onEvent=" + program, new Properties(), Map.of());
    assertThat(argument.get(Key.ON_EVENT)).isNull();
    assertThat(argument.problems()).singleElement().asString().contains("onEvent" + why);
  }

  private boolean isRoot() throws IOException {
    return (Integer) Files.getAttribute(file, "unix:uid") == 0;
  }

  @Test
  void shouldNotTrustAFileOfAnotherUser() throws IOException {
    assumeTrue(isRoot(), "only root may give files away");
    Files.setAttribute(file, "unix:uid", 65534);

    assertThat(FileTrust.distrust(file.toFile())).contains("belongs to another user (uid 65534)");
  }

  @Test
  void shouldRunACommandFromTheCommandLineOfTheJvm() {
    Configuration read = ConfigurationReader.read("command=/bin/a", new Properties(), Map.of());

    assertThat(read.text(Key.COMMAND)).isEqualTo("/bin/a");
  }
}
