package io.hostshift.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar is always our own, and nobody gets it for his. */
class AgentJarTest {
  private static final Path TMP = Path.of("/tmp");

  @TempDir Path folder;

  private Neighbour neighbour;
  private AgentJar jar;
  private Path own;
  private Path copies;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(Neighbour.weAreRoot(), "not root");
    own = Files.writeString(folder.resolve("hostshift.jar"), "ours");
    Files.setAttribute(own, "unix:mode", 0640);
    neighbour = Neighbour.of(Neighbour.DAEMON);
    jar = new AgentJar(own.toFile(), neighbour.process());
    copies = TMP.resolve(".hostshift-" + neighbour.pid());
  }

  @AfterEach
  void end() throws Exception {
    if (neighbour != null) {
      jar.remove();
      neighbour.close();
      try (var left = Files.newDirectoryStream(TMP, ".hostshift-" + neighbour.pid() + "*")) {
        for (Path path : left) {
          Files.deleteIfExists(path.resolve("hostshift.jar"));
          Files.delete(path);
        }
      }
    }
  }

  private static Object owner(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void shouldBeCopiedWhereTheUserMayNotReadIt() throws IOException {
    Path placed = Path.of(jar.place());

    assertThat(placed).isEqualTo(copies.resolve("hostshift.jar")).hasContent("ours");
    assertThat(owner(placed)).isEqualTo(Neighbour.DAEMON);
    assertThat(owner(copies)).isEqualTo(Neighbour.DAEMON);
    assertThat(owner(own)).isEqualTo(0);
    jar.remove();
    assertThat(copies).doesNotExist();
  }

  @Test
  void shouldBeWhereItIsForWhoMayReadIt() throws IOException {
    Path open = Files.createTempDirectory(TMP, "hostshift-test-");
    Path readable = Files.writeString(open.resolve("hostshift.jar"), "ours");
    try {
      Files.setAttribute(open, "unix:mode", 0755);
      Files.setAttribute(readable, "unix:mode", 0644);
      File file = readable.toFile();

      assertThat(new AgentJar(file, neighbour.process()).place()).isEqualTo(file.getPath());
      assertThat(copies).doesNotExist();
    } finally {
      Files.delete(readable);
      Files.delete(open);
    }
  }

  @Test
  void shouldBeMadeAnewWhereItsUserHasChangedIt() throws IOException {
    Path placed = Path.of(jar.place());
    Files.writeString(placed, "another's");

    assertThat(Path.of(jar.place())).isEqualTo(placed).hasContent("ours");
  }

  @Test
  void shouldLeaveWhatItsUserHasPutBesideIt() throws IOException {
    Path placed = Path.of(jar.place());
    Path beside = Files.writeString(copies.resolve("notes"), "the user's");

    jar.remove();
    assertThat(placed).doesNotExist();
    assertThat(beside).hasContent("the user's");
    Files.delete(beside);
    Files.delete(copies);
  }

  /** As a cleaner of /tmp lets it be: the folder goes, and any user may make it anew. */
  @Test
  void shouldNotBeTakenFromAFolderThatAnotherUserHasMade() throws IOException {
    Files.createDirectory(copies);
    Path planted = Files.writeString(copies.resolve("hostshift.jar"), "hostile");
    Files.setAttribute(copies, "unix:uid", Neighbour.NOBODY);
    Files.setAttribute(planted, "unix:uid", Neighbour.NOBODY);

    Path placed = Path.of(jar.place());
    assertThat(placed).hasContent("ours");
    assertThat(placed.getParent()).isEqualTo(copies.resolveSibling(copies.getFileName() + "-1"));
    assertThat(owner(placed)).isEqualTo(Neighbour.DAEMON);
    jar.remove();
    assertThat(placed.getParent()).doesNotExist();
    assertThat(planted).hasContent("hostile");
  }

  /** To the folder of root's own jar, which would be given to him, or deleted. */
  @Test
  void shouldNeitherBeWrittenNorRemovedThroughALink() throws IOException {
    Files.createSymbolicLink(copies, folder);
    Files.setAttribute(copies, "unix:uid", Neighbour.DAEMON, LinkOption.NOFOLLOW_LINKS);
    try {
      assertThat(Path.of(jar.place()).getParent()).isNotEqualTo(copies);
      jar.remove();
      assertThat(own).hasContent("ours");
      assertThat(owner(own)).isEqualTo(0);
      assertThat(folder.toFile().list()).containsExactly("hostshift.jar");
    } finally {
      Files.delete(copies);
    }
  }
}
