package io.hostshift.tune.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.hostshift.base.Ownership;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkFolderTest {
  private static final String ALL_LOCAL = "1 0 0:1 / / rw - ext4 /dev/x rw";

  @TempDir Path folder;

  private Life life() throws Exception {
    return new SampleLife(folder).begin(10, 500, "java");
  }

  private static MarkFolder of(String mounts, Path... candidates) {
    Map<Path, Integer> all = new LinkedHashMap<>();
    for (Path candidate : candidates) {
      all.put(candidate, 1);
    }
    return new MarkFolder(all, () -> LocalDisks.parse(mounts));
  }

  @Test
  void shouldGoOnToTheNextFolderThatIsOneUsersAlone() throws Exception {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-x---"));
    Path own = folder.resolve("own");

    Mark left = of(ALL_LOCAL, open, own).leave(life(), 1, "a=1");
    assertThat(left.file().getParentFile()).isEqualTo(own.toFile());
    assertThat(of(ALL_LOCAL, open, own).marks(life())).singleElement();
    left.remove();
    assertThat(of(ALL_LOCAL, open, own).marks(life())).isEmpty();
  }

  @Test
  void shouldNotLookAtAFileSystemOfAnotherMachine() throws Exception {
    Path far = folder.resolve("far");
    String mounts = ALL_LOCAL + "\n2 1 0:2 / " + far + " rw - nfs files:/ rw";

    assertThatIOException()
        .isThrownBy(() -> of(mounts, far).leave(life(), 1, "a=1"))
        .withMessage(far + " is on nfs, which may not answer");
    assertThat(far).doesNotExist();
  }

  @Test
  void shouldFollowNoLinkInsteadOfAFolder() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwx------"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere);

    assertThatIOException()
        .isThrownBy(() -> of(ALL_LOCAL, link).leave(life(), 1, "a=1"))
        .withMessage(link + " is not a folder of this user alone");
  }

  @Test
  void shouldMakeNothingWhereTheWayCanBeTurned() throws Exception {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatIOException()
        .isThrownBy(() -> of(ALL_LOCAL, open.resolve("own")).leave(life(), 1, "a=1"))
        .withMessageContaining(open + " may be written by others (mode 0777)");
    assertThat(open).isEmptyDirectory();
  }

  @Test
  void shouldBeginWithTheStateFolderOfTheUser() throws Exception {
    Path state = folder.resolve("state");
    MarkFolder own =
        MarkFolder.ofThisUser(
            name -> name.equals("XDG_STATE_HOME") ? state.toString() : null, "/nowhere");
    boolean local =
        LocalDisks.read(new java.io.File("/proc/self/mountinfo")).refusal(state) == null;

    Mark left = own.leave(life(), 1, "a=1");
    try {
      assertThat(left.file().toPath().getParent())
          .isEqualTo(
              local ? state.resolve("hostshift") : Path.of("/tmp/hostshift-" + Ownership.self()));
      assertThat(own.marks(life())).hasSize(1);
    } finally {
      left.remove();
    }
  }

  @Test
  void shouldDoWithoutAHome() throws Exception {
    MarkFolder own = MarkFolder.ofThisUser(name -> null, "?");
    Mark left = own.leave(life(), 1, "a=1");
    assertThat(left.file()).exists();
    left.remove();
  }

  @Test
  void shouldTakeAwayWithTheMarkWhatWasMadeForIt() throws Exception {
    MarkFolder own =
        MarkFolder.ofThisUser(
            name -> name.equals("XDG_STATE_HOME") ? folder.resolve("a/state").toString() : null,
            "/nowhere");
    Files.createDirectory(folder.resolve("a"));
    Files.setPosixFilePermissions(
        folder.resolve("a"), PosixFilePermissions.fromString("rwx------"));

    own.leave(life(), 1, "a=1").remove();

    assertThat(folder.resolve("a")).isEmptyDirectory();
  }

  @Test
  void shouldLeaveAFolderInWhichAnotherMarkIs() throws Exception {
    Path own = folder.resolve("own");
    Mark first = of(ALL_LOCAL, own).leave(life(), 1, "a=1");
    Mark second = of(ALL_LOCAL, own).leave(new SampleLife(folder).begin(11, 600, "java"), 1, "a=1");

    first.remove();
    assertThat(second.file()).exists();
    second.remove();
    assertThat(own).doesNotExist();
  }

  @Test
  void shouldFindTheCrashFileOfAMark() throws Exception {
    MarkFolder own = of(ALL_LOCAL, folder.resolve("own"));
    Mark left = own.leave(life(), 1, "a=1");
    Mark found = own.marks(life()).get(0);
    assertThat(own.crashFile(found)).isNull();

    Path crashed = Files.writeString(folder.resolve("hs_err_pid10.log"), "#");
    assertThat(own.crashFile(found)).isEqualTo(crashed.toString());
    String mounts = ALL_LOCAL + "\n2 1 0:2 / " + crashed + " rw - nfs files:/ rw";
    assertThat(of(mounts, folder.resolve("own")).crashFile(found)).isNull();
    left.remove();
  }
}
