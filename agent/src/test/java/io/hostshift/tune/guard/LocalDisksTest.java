package io.hostshift.tune.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDisksTest {
  private static final LocalDisks DISKS =
      LocalDisks.parse(
          """
          22 28 0:20 / /proc rw,nosuid shared:12 - proc proc rw
          28 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
          40 28 0:35 / /home rw,relatime shared:20 - nfs4 files:/home rw,hard
          41 40 0:36 / /home/local\\040disk rw - xfs /dev/vdb rw
          42 28 0:37 / /run rw - tmpfs tmpfs rw
          43 28 0:38 / /mnt rw - autofs auto rw
          44 43 0:39 / /mnt rw - btrfs /dev/vdc rw
          """);

  @Test
  void shouldTakeAFolderOfThisMachine() {
    assertThat(DISKS.refusal(Path.of("/var/lib/tomcat/.local/state/hostshift"))).isNull();
    assertThat(DISKS.refusal(Path.of("/run/user/1000/hostshift"))).isNull();
    assertThat(DISKS.refusal(Path.of("/run/../var/lib/x"))).isNull();
  }

  @Test
  void shouldNotTakeOneOfAnotherMachine() {
    assertThat(DISKS.refusal(Path.of("/home/anna/.local/state/hostshift")))
        .isEqualTo("is on nfs4, which may not answer");
  }

  @Test
  void shouldNotPassThroughOneOfAnotherMachine() {
    assertThat(DISKS.refusal(Path.of("/home/local disk/state")))
        .isEqualTo("is on nfs4, which may not answer");
  }

  @Test
  void shouldNotFollowALinkToOneOfAnotherMachine(@TempDir Path folder) throws Exception {
    Path far = folder.resolve("far");
    LocalDisks disks =
        LocalDisks.parse(
            "1 0 0:1 / / rw - ext4 /dev/x rw\n2 1 0:2 / " + far + " rw - nfs files:/ rw");
    Files.createSymbolicLink(folder.resolve("absolute"), far.resolve("home"));
    Files.createSymbolicLink(
        folder.resolve("relative"), Path.of("../" + folder.getFileName(), "far"));
    Files.createSymbolicLink(folder.resolve("near"), folder.resolve("here"));
    Files.createSymbolicLink(folder.resolve("round"), folder.resolve("round"));

    assertThat(disks.refusal(folder.resolve("absolute/state"))).startsWith("is on nfs");
    assertThat(disks.refusal(folder.resolve("relative/state"))).startsWith("is on nfs");
    assertThat(disks.refusal(folder.resolve("near/state"))).isNull();
    assertThat(disks.refusal(folder.resolve("round"))).isEqualTo("is behind too many links");
  }

  @Test
  void shouldNotTakeANameForAPartOfAnother() {
    assertThat(DISKS.refusal(Path.of("/homes/anna"))).isNull();
  }

  @Test
  void shouldSeeWhatCoversAnother() {
    assertThat(DISKS.refusal(Path.of("/mnt/state"))).isNull();
  }

  @Test
  void shouldTakeNothingWhereNothingIsKnown() {
    assertThat(LocalDisks.parse("").refusal(Path.of("/tmp"))).isNotNull();
  }

  @Test
  void shouldKnowTheDisksOfThisMachine() throws Exception {
    assertThat(LocalDisks.read(new File("/proc/self/mountinfo")).refusal(Path.of("/proc")))
        .isEqualTo("is on proc, which may not answer");
  }
}
