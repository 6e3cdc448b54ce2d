package io.hostshift.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another user's files are touched with that user's rights, and a container's are its own. */
class ProcessTmpTest {
  private final String name = "hostshift-test-" + System.nanoTime();

  @TempDir Path folder;

  @BeforeEach
  void asRoot() throws IOException {
    assumeTrue(Neighbour.weAreRoot(), "not root");
  }

  /** A process whose files begin in a folder that has this /tmp. */
  private Neighbour inContainer(String makeTmp) throws Exception {
    String script =
        "mount --make-rprivate /; mkdir -p $0/root/usr $0/outside; mount --rbind /usr $0/root/usr;"
            + " for f in bin lib lib64; do ln -s usr/$f $0/root/$f; done; cd $0/root; "
            + makeTmp
            + "; exec chroot $0/root /usr/bin/sleep 600";
    return Neighbour.running(
        List.of("unshare", "--mount", "sh", "-ec", script, folder.toString()), "sleep");
  }

  @Test
  void shouldMakeFilesThatAreTheUsersOwnFromTheirBeginning() throws Exception {
    try (Neighbour nobody = Neighbour.of(Neighbour.NOBODY)) {
      ProcessTmp.visit(nobody.process(), tmp -> Files.writeString(tmp.file(name), "x"));

      assertThat(Files.getAttribute(Path.of("/tmp", name), "unix:uid")).isEqualTo(Neighbour.NOBODY);
    } finally {
      Files.deleteIfExists(Path.of("/tmp", name));
    }
  }

  /** A link of his in place of a folder that he was given leads no further than he may go. */
  @Test
  void shouldNotGoWhereTheUserCouldNot() throws Exception {
    Path target = Files.writeString(folder.resolve("answer"), "root's");
    Path link = Files.createSymbolicLink(Path.of("/tmp", name), folder);
    try (Neighbour nobody = Neighbour.of(Neighbour.NOBODY)) {
      Files.setAttribute(folder, "unix:mode", 0755);
      LinuxProcess process = nobody.process();

      assertThatThrownBy(() -> ProcessTmp.visit(process, tmp -> tmp.folder(name)))
          .hasMessageContaining("is a link, or no folder");
      assertThatThrownBy(
              () ->
                  ProcessTmp.visit(
                      process, tmp -> Files.deleteIfExists(tmp.file(name).resolve("answer"))))
          .isInstanceOf(AccessDeniedException.class);
      assertThat(target).hasContent("root's");
    } finally {
      Files.delete(link);
    }
  }

  @Test
  void shouldWorkInAContainersOwnTmp() throws Exception {
    try (Neighbour container = inContainer("mkdir tmp; chmod 1777 tmp")) {
      ProcessTmp.visit(container.process(), tmp -> Files.writeString(tmp.file(name), "x"));

      assertThat(Path.of("/tmp", name)).doesNotExist();
      assertThat(folder.resolve("root/tmp").resolve(name)).hasContent("x");
    }
  }

  /**
   * Absolute, it would be resolved on the host: with root's rights, as the container's are root's.
   */
  @Test
  void shouldNotBeLedOutOfAContainerByItsTmp() throws Exception {
    try (Neighbour container = inContainer("ln -s " + folder + "/outside tmp")) {
      LinuxProcess process = container.process();

      assertThatThrownBy(
              () -> ProcessTmp.visit(process, tmp -> Files.writeString(tmp.file(name), "x")))
          .isInstanceOf(IOException.class)
          // What the link names begins with itself, as this process sees files.
          .hasMessageContaining("tmp is a link that leads to too many others");
      assertThat(folder.resolve("outside")).isEmptyDirectory();
    }
  }

  /** The same of a folder that is there on the host alone. */
  @ParameterizedTest
  @ValueSource(strings = {"/var/tmp", "../../../../../../../../var/tmp"})
  void shouldNotFindWhatOnlyTheHostHas(String target) throws Exception {
    try (Neighbour container = inContainer("ln -s " + target + " tmp")) {
      LinuxProcess process = container.process();

      assertThatThrownBy(
              () -> ProcessTmp.visit(process, tmp -> Files.writeString(tmp.file(name), "x")))
          .isInstanceOf(NoSuchFileException.class);
      assertThat(Path.of("/var/tmp", name)).doesNotExist();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data/tmp", "data/tmp", "../../data/none/../tmp", "/data/link"})
  void shouldFollowALinkAmongThatProcesssOwnFiles(String target) throws Exception {
    try (Neighbour container =
        inContainer(
            "mkdir -p data/tmp data/none; chmod 1777 data/tmp; ln -s tmp data/link; ln -s "
                + target
                + " tmp")) {
      ProcessTmp.visit(container.process(), tmp -> Files.writeString(tmp.file(name), target));

      assertThat(folder.resolve("root/data/tmp").resolve(name)).hasContent(target);
    }
  }

  @Test
  void shouldReadNoFileThatIsNotOfTheUser() throws Exception {
    Path planted = Files.writeString(Path.of("/tmp", name), "root's");
    try (Neighbour nobody = Neighbour.of(Neighbour.NOBODY)) {
      LinuxProcess process = nobody.process();

      assertThatThrownBy(
              () -> ProcessTmp.visit(process, tmp -> tmp.read(name, Neighbour.NOBODY, 100)))
          .isInstanceOf(IOException.class);
      Files.setAttribute(planted, "unix:uid", Neighbour.NOBODY);
      byte[] read = ProcessTmp.visit(process, tmp -> tmp.read(name, Neighbour.NOBODY, 100));
      assertThat(read).asString().isEqualTo("root's");
    } finally {
      Files.delete(planted);
    }
  }

  /** Whoever opened it would wait for a writer for ever. */
  @Test
  void shouldNotWaitForANamedPipe() throws Exception {
    try (Neighbour nobody = Neighbour.of(Neighbour.NOBODY);
        Neighbour maker =
            Neighbour.running(
                List.of(
                    "setpriv",
                    "--reuid",
                    "nobody",
                    "--clear-groups",
                    "sh",
                    "-c",
                    "mkfifo /tmp/" + name + "; exec sleep 60"),
                "sleep")) {
      LinuxProcess process = nobody.process();

      assertThat(maker.isAlive()).isTrue();
      assertThatThrownBy(
              () -> ProcessTmp.visit(process, tmp -> tmp.read(name, Neighbour.NOBODY, 100)))
          .hasMessageContaining("is not as it should be");
    } finally {
      Files.deleteIfExists(Path.of("/tmp", name));
    }
  }
}
