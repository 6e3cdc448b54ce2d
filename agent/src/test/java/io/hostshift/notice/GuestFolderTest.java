package io.hostshift.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestFolderTest {
  @TempDir private File parent;

  private final List<String> said = new ArrayList<>();

  private Path expected() {
    return parent.toPath().resolve("hostshift");
  }

  @Test
  void shouldBeForThisUserAlone() throws IOException {
    GuestFolders.below(parent).look();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(expected())))
        .isEqualTo("rwx------");
  }

  @Test
  void shouldTakeTheOneThatIsThere() throws IOException {
    GuestFolders.below(parent).write("a", "text");

    assertThat(GuestFolders.below(parent).read("a")).isEqualTo("text");
  }

  private GuestFolder told(long[] nanos) {
    return new GuestFolder(Map.of(expected(), true), () -> nanos[0], said::add);
  }

  @Test
  void shouldNotTrustAFolderThatOthersMayWriteTo() throws IOException {
    Files.createDirectory(expected());
    Files.setPosixFilePermissions(expected(), PosixFilePermissions.fromString("rwxrwxrwx"));
    GuestFolder folder = told(new long[1]);

    assertThat(folder.isEmpty()).isTrue();
    assertThat(said).containsExactly(expected() + " is not a folder of this user alone");
  }

  @Test
  void shouldNotFollowALink() throws IOException {
    Path elsewhere = Files.createDirectory(parent.toPath().resolve("elsewhere"));
    Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwx------"));
    Files.createSymbolicLink(expected(), elsewhere);

    assertThat(told(new long[1]).isEmpty()).isTrue();
  }

  /** Another user's folder of our name must not keep answers away for good. */
  @Test
  void shouldLookAgainASecondLater() throws IOException {
    Files.createDirectory(expected());
    Files.setPosixFilePermissions(expected(), PosixFilePermissions.fromString("rwxrwxrwx"));
    long[] nanos = new long[1];
    GuestFolder folder = told(nanos);
    assertThat(folder.isEmpty()).isTrue();
    Files.delete(expected());
    assertThat(folder.isEmpty()).isTrue();

    nanos[0] = TimeUnit.SECONDS.toNanos(1);
    assertThat(folder.isEmpty()).isFalse();
    assertThat(said).hasSize(1);
  }

  @Test
  void shouldNotKeepAPlaceInAFolderThatIsGone() throws IOException {
    GuestFolder one = GuestFolders.below(parent);
    GuestFolder two = GuestFolders.below(parent);
    try (GuestLock first = one.lock("place");
        GuestLock second = two.lock("place")) {
      assertThat(first.take()).isTrue();
      Files.delete(expected().resolve("place"));
      Files.delete(expected());
      assertThat(second.take()).isTrue();

      assertThat(first.held()).isFalse();
      assertThat(first.take()).isFalse();
    }
  }

  /** One was started before a folder came, or lacks one that another has. */
  @Test
  void shouldAgreeWhereverTwoHaveOneFolderInCommon() throws IOException {
    Path run = parent.toPath().resolve("run/hostshift");
    Path tmp = expected();
    GuestFolder both = GuestFolders.of(run, tmp);
    GuestFolder withoutRun = GuestFolders.of(tmp);
    GuestFolder withoutTmp = GuestFolders.of(run);
    try (GuestLock first = withoutRun.lock("place");
        GuestLock second = both.lock("place");
        GuestLock third = withoutTmp.lock("place")) {
      assertThat(first.take()).isTrue();
      assertThat(second.take()).isFalse();
      withoutRun.write("a", "of the first");
      assertThat(both.read("a")).isEqualTo("of the first");

      Files.createDirectory(run.getParent());
      assertThat(second.take()).isFalse();
      first.close();
      assertThat(second.take()).isTrue();
      assertThat(first.take()).isFalse();
      assertThat(third.take()).isFalse();
      both.write("a", "of the second");
      assertThat(withoutRun.read("a")).isEqualTo("of the second");
      assertThat(withoutTmp.read("a")).isEqualTo("of the second");
    }
  }

  /** The one that holds a place holds it in a folder that comes later as well, or not at all. */
  @Test
  void shouldTakeItsPlaceInAFolderThatComesLater() throws IOException {
    Path run = parent.toPath().resolve("run/hostshift");
    GuestFolder both = GuestFolders.of(run, expected());
    try (GuestLock first = both.lock("place");
        GuestLock other = GuestFolders.of(run).lock("place")) {
      assertThat(first.take()).isTrue();
      Files.createDirectory(run.getParent());
      assertThat(first.held()).isFalse();
      assertThat(first.take()).isTrue();

      assertThat(other.take()).isFalse();
    }
  }

  @Test
  void shouldHearOfMembersInEachFolder() throws IOException {
    Path run = parent.toPath().resolve("run/hostshift");
    Files.createDirectory(run.getParent());
    Members tmpAlone = new Members(GuestFolders.below(parent));
    Members both = new Members(GuestFolders.of(run, expected()));
    tmpAlone.ready(Set.of());
    both.ready(Set.of("k"));
    assertThat(both.othersReady("k")).isFalse();
    assertThat(tmpAlone.othersReady("k")).isTrue();

    tmpAlone.ready(Set.of("k"));
    assertThat(both.othersReady("k")).isTrue();
    tmpAlone.leave();
    both.leave();
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void shouldWriteFilesForThisUserAloneWhateverTheyAreCalled() throws IOException {
    GuestFolder folder = GuestFolders.below(parent);
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
    GuestFolder folder = GuestFolders.below(parent);
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

    assertThat(NoticeLines.parse(NoticeLines.write(List.of(notice, notice))))
        .hasSize(2)
        .first()
        .usingRecursiveComparison()
        .isEqualTo(notice);
  }
}
