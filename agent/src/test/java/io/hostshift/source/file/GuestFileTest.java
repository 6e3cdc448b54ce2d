package io.hostshift.source.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.source.GuestTree;
import io.hostshift.source.ReadState;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class GuestFileTest {
  @TempDir Path temp;
  private GuestTree tree;

  @BeforeEach
  void createRoot() throws Exception {
    tree = new GuestTree(Files.createDirectory(temp.resolve("guest")));
  }

  @Test
  void shouldReadWhatIsThere() throws Exception {
    GuestFile file = tree.with("etc/name", "one\n").files().file("etc/name", 10);

    assertThat(file.refresh()).isTrue();
    assertThat(file.readable()).isTrue();
    assertThat(file.text()).isEqualTo("one");
    assertThat(file.reason()).isEmpty();
  }

  @Test
  void shouldSayThatTheBytesAreTheSame() throws Exception {
    GuestFile file = tree.with("name", "one").files().file("name", 10);
    file.refresh();

    tree.with("name", "one");

    assertThat(file.refresh()).isFalse();
    assertThat(file.text()).isEqualTo("one");
  }

  @Test
  void shouldReadAFileThatWasReplacedByRenaming() throws Exception {
    GuestFile file = tree.with("name", "one").files().file("name", 10);
    file.refresh();

    tree.with("name", "two");

    assertThat(file.refresh()).isTrue();
    assertThat(file.text()).isEqualTo("two");
  }

  @Test
  void shouldNoticeThatOnlyTheEndWasCutOff() throws Exception {
    GuestFile file = tree.with("name", "one").files().file("name", 10);
    file.refresh();

    tree.with("name", "on");

    assertThat(file.refresh()).isTrue();
    assertThat(file.text()).isEqualTo("on");
  }

  @Test
  void shouldReadAFileLongerThanItsFirstBuffer() throws Exception {
    GuestFile file = tree.with("long", "x".repeat(5000)).files().file("long", 5000);

    file.refresh();
    tree.with("long", "x".repeat(4999) + "y");

    assertThat(file.refresh()).isTrue();
    assertThat(file.text()).hasSize(5000).endsWith("xy");
  }

  @Test
  void shouldRefuseAFileOverTheLimit() throws Exception {
    GuestFile file = tree.with("long", "x".repeat(11)).files().file("long", 10);

    file.refresh();

    assertThat(file.state()).isEqualTo(ReadState.FAILED);
    assertThat(file.reason()).contains("long: longer than 10 bytes");
    assertThat(file.text()).isEmpty();
  }

  @Test
  void shouldReadOnlyTheHeadWhereThatIsWanted() throws Exception {
    GuestFile file = tree.with("long", "0123456789abc").files().head("long", 10);

    file.refresh();

    assertThat(file.text()).isEqualTo("0123456789");
  }

  @Test
  void shouldSayThatAFileIsAbsent() throws Exception {
    GuestFile file = tree.files().file("none/at/all", 10);

    assertThat(file.refresh()).isTrue();
    assertThat(file.refresh()).isFalse();
    assertThat(file.state()).isEqualTo(ReadState.ABSENT);
    assertThat(file.reason()).endsWith("/none/at/all is not there");
  }

  @Test
  void shouldFindAFileThatAppearsLater() throws Exception {
    GuestFile file = tree.files().file("late", 10);
    file.refresh();

    tree.with("late", "now");

    assertThat(file.refresh()).isTrue();
    assertThat(file.text()).isEqualTo("now");
  }

  @Test
  void shouldNameOwnerAndModeOfAFileThatMayNotBeRead() throws Exception {
    tree.with("secret", "x");
    Files.setPosixFilePermissions(
        tree.path("secret"), java.nio.file.attribute.PosixFilePermissions.fromString("r--------"));
    GuestFile file = tree.refusing(new AccessDeniedException("secret")).file("secret", 10);

    file.refresh();

    assertThat(file.state()).isEqualTo(ReadState.DENIED);
    assertThat(file.reason())
        .contains("/secret may not be read by this user (owner ")
        .contains("mode r--------");
    assertThat(file.refresh()).isFalse();
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldNotWaitForTheWriterOfAFifo() throws Exception {
    GuestFile file = tree.withFifo("pipe").files().file("pipe", 10);

    file.refresh();

    assertThat(file.state()).isEqualTo(ReadState.FAILED);
    assertThat(file.reason()).endsWith("pipe: a FIFO, not a regular file");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldNotTakeAFifoForADeviceInATree() throws Exception {
    GuestFile file = tree.withFifo("dev/vmclock0").files().device("dev/vmclock0", 10);

    file.refresh();

    assertThat(file.reason()).endsWith("a FIFO, not a regular file");
  }

  @Test
  void shouldRefuseAFolder() throws Exception {
    Files.createDirectory(tree.path("folder"));
    GuestFile file = tree.files().file("folder", 10);

    file.refresh();

    assertThat(file.reason()).endsWith("a directory, not a regular file");
  }

  @Test
  void shouldReadADeviceOfTheLiveMachineOnlyIfItIsKnownToBeOne() {
    GuestFiles live = new GuestFiles(new java.io.File("/"));
    GuestFile device = live.device("dev/zero", 16);
    GuestFile file = live.file("dev/zero", 16);

    device.refresh();
    file.refresh();

    assertThat(device.length()).isEqualTo(16);
    assertThat(file.reason()).isEqualTo("/dev/zero: a character device, not a regular file");
  }

  @Test
  void shouldFollowALinkWithinTheRoot() throws Exception {
    tree.with("sys/devices/dmi/id", "x");
    Files.createDirectories(tree.path("sys/class"));
    Files.createSymbolicLink(tree.path("sys/class/dmi"), Path.of("../devices/dmi"));
    GuestFile file = tree.files().file("sys/class/dmi/id", 10);

    file.refresh();

    assertThat(file.text()).isEqualTo("x");
  }

  @Test
  void shouldNotFollowALinkOutOfTheRoot() throws Exception {
    Files.write(temp.resolve("outside"), "x".getBytes(UTF_8));
    Files.createSymbolicLink(tree.path("link"), Path.of("../outside"));
    GuestFile file = tree.files().file("link", 10);

    file.refresh();

    assertThat(file.state()).isEqualTo(ReadState.FAILED);
    assertThat(file.reason()).contains("a link leads out of");
  }

  @Test
  void shouldNotFollowALinkOutOfTheRootThatReplacedAFile() throws Exception {
    tree.with("link", "inside");
    GuestFile file = tree.files().file("link", 10);
    file.refresh();

    Path outside = Files.write(temp.resolve("outside"), "x".getBytes(UTF_8));
    Files.setLastModifiedTime(outside, java.nio.file.attribute.FileTime.fromMillis(1000));
    Files.delete(tree.path("link"));
    Files.createSymbolicLink(tree.path("link"), outside);

    assertThat(file.refresh()).isTrue();
    assertThat(file.reason()).contains("a link leads out of");
  }

  @Test
  void shouldNotLookIntoAFolderOutsideTheRoot() throws Exception {
    Files.createDirectory(temp.resolve("elsewhere"));
    Files.write(temp.resolve("elsewhere/file"), new byte[1]);
    Files.createSymbolicLink(tree.path("folder"), temp.resolve("elsewhere"));

    assertThat(tree.files().names("folder")).isEmpty();
  }

  @Test
  void shouldAcceptARootThatIsALinkItself() throws Exception {
    tree.with("name", "one");
    Path link = Files.createSymbolicLink(temp.resolve("link"), tree.path(""));
    GuestFile file = new GuestFiles(link.toFile()).file("name", 10);

    file.refresh();

    assertThat(file.text()).isEqualTo("one");
  }

  /** As the kernel's own /proc/device-tree. */
  @Test
  void shouldFollowAnAbsoluteLinkBelowTheRoot() throws Exception {
    GuestTree tree = new GuestTree(temp.resolve("tree"));
    tree.with("sys/firmware/base/model", "a");
    Files.createDirectories(tree.path("proc"));
    Files.createSymbolicLink(tree.path("proc/tree"), Path.of("/sys/firmware/base"));
    GuestFile file = tree.files().file("proc/tree/model", 10);

    file.refresh();

    assertThat(file.text()).isEqualTo("a");
    assertThat(file.path()).isEqualTo(tree.path("proc/tree/model").toString());
    assertThat(tree.files().names("proc/tree")).containsExactly("model");
    assertThat(tree.files().isFolder("proc/tree")).isTrue();
  }

  @Test
  void shouldNotFollowLinksThatLeadRoundInCircles() throws Exception {
    GuestTree tree = new GuestTree(temp.resolve("tree"));
    Files.createDirectories(tree.path(""));
    Files.createSymbolicLink(tree.path("one"), Path.of("/two"));
    Files.createSymbolicLink(tree.path("two"), Path.of("/one"));
    GuestFile file = tree.files().file("one", 10);

    file.refresh();

    assertThat(file.readable()).isFalse();
  }

  @Test
  void shouldNotFollowAnAbsoluteLinkAboveTheRoot() throws Exception {
    GuestTree tree = new GuestTree(temp.resolve("tree"));
    Files.createDirectories(tree.path(""));
    Files.writeString(temp.resolve("outside"), "secret");
    Files.createSymbolicLink(tree.path("link"), Path.of("/../outside"));
    GuestFile file = tree.files().file("link", 10);

    file.refresh();

    assertThat(file.readable()).isFalse();
  }
}
