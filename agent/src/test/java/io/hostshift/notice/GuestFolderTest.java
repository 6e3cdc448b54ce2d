package io.hostshift.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestFolderTest {
  @TempDir private File parent;

  private Path expected() throws IOException {
    return parent
        .toPath()
        .resolve("hostshift-" + Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  @Test
  void shouldBeForThisUserAlone() throws IOException {
    GuestFolder.of(parent);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(expected())))
        .isEqualTo("rwx------");
  }

  @Test
  void shouldTakeTheOneThatIsThere() throws IOException {
    GuestFolder.of(parent).write("a", "text");

    assertThat(GuestFolder.of(parent).read("a")).isEqualTo("text");
  }

  @Test
  void shouldNotTrustAFolderThatOthersMayWriteTo() throws IOException {
    Files.createDirectory(expected());
    Files.setPosixFilePermissions(expected(), PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> GuestFolder.of(parent))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("is not a folder of this user alone");
  }

  @Test
  void shouldNotFollowALink() throws IOException {
    Path elsewhere = Files.createDirectory(parent.toPath().resolve("elsewhere"));
    Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwx------"));
    Files.createSymbolicLink(expected(), elsewhere);

    assertThatThrownBy(() -> GuestFolder.of(parent)).isInstanceOf(IOException.class);
  }

  @Test
  void shouldWriteFilesForThisUserAloneWhateverTheyAreCalled() throws IOException {
    GuestFolder folder = GuestFolder.of(parent);
    folder.write("azure@[::1]:80/../x", "text");

    assertThat(folder.read("azure@[::1]:80/../x")).isEqualTo("text");
    assertThat(expected().toFile().list()).containsExactly("azure@___1__80_.._x");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(expected().resolve("azure@___1__80_.._x"))))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldGiveAPlaceToOneAtATime() throws IOException {
    GuestFolder folder = GuestFolder.of(parent);
    try (GuestLock first = folder.lock("place");
        GuestLock second = folder.lock("place")) {
      assertThat(first.take()).isTrue();
      assertThat(second.take()).isFalse();
      first.close();

      assertThat(second.take()).isTrue();
    }
  }

  @Test
  void shouldNotReadNoticesThatAreNone() {
    assertThatThrownBy(() -> NoticeLines.parse("{}\n")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> NoticeLines.parse("x\n")).isInstanceOf(IOException.class);
  }

  @Test
  void shouldReadNoticesAsTheyWereWritten() throws IOException {
    Notice notice =
        new NoticeBuilder("azure", "e1")
            .kind(NoticeKind.PAUSE)
            .phase(Phase.STARTED)
            .text("a \"b\"\nc")
            .heardAt(1)
            .notBefore(2)
            .limit(3)
            .expectUntil(4)
            .duration(5)
            .obstacle("o")
            .build();

    assertThat(NoticeLines.parse(NoticeLines.write(java.util.List.of(notice, notice))))
        .hasSize(2)
        .first()
        .usingRecursiveComparison()
        .isEqualTo(notice);
  }
}
