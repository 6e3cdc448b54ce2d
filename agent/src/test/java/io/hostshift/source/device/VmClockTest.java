package io.hostshift.source.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.GuestTree;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.file.GuestFiles;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VmClockTest {
  private static final String NODE = "dev/vmclock0";

  @TempDir Path temp;
  private GuestTree tree;
  private byte[] before;

  @BeforeEach
  void readCapture() throws Exception {
    tree = new GuestTree(temp);
    before = Files.readAllBytes(GuestTree.captured("before").path(NODE));
  }

  private static byte[] with(byte[] page, int offset, long value) {
    byte[] copy = page.clone();
    ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putLong(offset, value);
    return copy;
  }

  @Test
  void shouldReadTheMarkerOfARealGuest() throws Exception {
    Reading reading = new VmClock(GuestTree.captured("before").files()).read(null);

    assertThat(reading.identifiers())
        .containsExactly(new Identifier("vmclock.disruption_marker", "1", Scope.EPOCH));
  }

  @Test
  void shouldReadAnotherMarkerAfterTheGuestHasMoved() throws Exception {
    VmClock source = new VmClock(tree.with(NODE, before).files());
    Reading first = source.read(null);

    tree.with(NODE, Files.readAllBytes(GuestTree.captured("after").path(NODE)));

    assertThat(first.identifiers().get(0).value()).isEqualTo("1");
    assertThat(source.read(first).identifiers().get(0).value()).isEqualTo("2");
  }

  @Test
  void shouldReturnTheSameReadingWhenNothingChanged() throws Exception {
    VmClock source = new VmClock(tree.with(NODE, before).files());
    Reading first = source.read(null);

    assertThat(source.read(first)).isSameAs(first);
  }

  @Test
  void shouldReturnTheSameReadingWhenOnlyTheTimeChanged() throws Exception {
    VmClock source = new VmClock(tree.with(NODE, before).files());
    Reading first = source.read(null);

    tree.with(NODE, with(before, 72, 1234));

    assertThat(source.read(first)).isSameAs(first);
  }

  @Test
  void shouldNameTheVmGenerationOnlyWhereTheHypervisorKeepsIt() throws Exception {
    tree.with(NODE, with(with(before, 24, 1 << 8), 104, -1));

    assertThat(new VmClock(tree.files()).read(null).identifiers())
        .contains(
            new Identifier("vmclock.vm_generation_counter", "18446744073709551615", Scope.VM));
  }

  @Test
  void shouldKeepTheFlagsOfComingDisruptionsAtHand() throws Exception {
    VmClock source = new VmClock(tree.with(NODE, with(before, 24, 1 << 2 | 1 << 9)).files());

    source.read(null);

    assertThat(source.page().disruptionImminent()).isTrue();
    assertThat(source.page().disruptionSoon()).isFalse();
    assertThat(source.page().notifies()).isTrue();
  }

  @Test
  void shouldFailWhileTheHypervisorIsWithinAnUpdate() throws Exception {
    VmClock source = new VmClock(tree.with(NODE, with(before, 12, 3)).files());

    Reading reading = source.read(null);

    assertThat(reading.state()).isEqualTo(ReadState.FAILED);
    assertThat(reading.reason()).contains("being updated by the hypervisor");
  }

  @Test
  void shouldRetryUntilAnUpdateIsOver() throws Exception {
    tree.with(NODE, with(before, 12, 3));
    int[] opens = {0};
    GuestFiles files =
        new GuestFiles(
            temp.toFile(),
            file -> {
              if (++opens[0] == 4) {
                Files.write(file.toPath(), with(with(before, 12, 4), 16, 2));
              }
              return new RandomAccessFile(file, "r");
            });

    Reading reading = new VmClock(files).read(null);

    assertThat(reading.identifiers().get(0).value()).isEqualTo("2");
    assertThat(opens[0]).isEqualTo(5);
  }

  @Test
  void shouldReadAgainAfterAPageThatChangedAllTheTime() throws Exception {
    tree.with(NODE, before);
    int[] opens = {0};
    GuestFiles files =
        new GuestFiles(
            temp.toFile(),
            file -> {
              int sequence = Math.min(++opens[0], 16) * 2;
              Files.write(file.toPath(), with(before, 12, sequence));
              return new RandomAccessFile(file, "r");
            });
    VmClock source = new VmClock(files);

    Reading first = source.read(null);
    Reading second = source.read(first);

    assertThat(first.state()).isEqualTo(ReadState.FAILED);
    assertThat(second.readable()).isTrue();
  }

  @Test
  void shouldFailOnATruncatedPage() throws Exception {
    tree.with(NODE, java.util.Arrays.copyOf(before, 100));

    Reading reading = new VmClock(tree.files()).read(null);

    assertThat(reading.state()).isEqualTo(ReadState.FAILED);
    assertThat(reading.reason()).contains("a vmclock page of 100 bytes");
  }

  @Test
  void shouldNameTheOffsetThatIsNotOfAPage() {
    assertThatThrownBy(() -> VmClockPage.decode(new byte[112], 112))
        .hasMessageContaining("0x00000000 at offset 0");
    assertThatThrownBy(() -> VmClockPage.decode(with(before, 8, 2), 112))
        .hasMessageContaining("version 2 at offset 8");
    assertThatThrownBy(() -> VmClockPage.decode(with(before, 0, 0x1_4b4c4356L), 112))
        .hasMessageContaining("size 1 at offset 4");
  }

  @Test
  void shouldSayThatTheDriverIsMissingWhereTheHypervisorOffersTheDevice() throws Exception {
    Files.createDirectories(temp.resolve("sys/bus/acpi/devices/AMZNC10C:00"));

    Reading reading = new VmClock(tree.files()).read(null);

    assertThat(reading.state()).isEqualTo(ReadState.ABSENT);
    assertThat(reading.reason())
        .isEqualTo(
            "the hypervisor offers vmclock, but the kernel has no ptp_vmclock driver loaded");
  }

  @Test
  void shouldSayThatTheNodeIsMissingInAContainer() throws Exception {
    Files.createDirectories(temp.resolve("sys/class/misc/vmclock0"));

    assertThat(new VmClock(tree.files()).read(null).reason())
        .contains("not passed into this container");
  }

  @Test
  void shouldSayThatNothingIsOffered() {
    assertThat(new VmClock(tree.files()).read(null).reason())
        .isEqualTo("the hypervisor offers no vmclock");
  }

  @Test
  void shouldBeDeniedWhereTheNodeIsRootsAlone() throws Exception {
    tree.with(NODE, before);
    VmClock source = new VmClock(tree.refusing(new AccessDeniedException(NODE)));

    Reading reading = source.read(null);

    assertThat(reading.state()).isEqualTo(ReadState.DENIED);
    assertThat(source.read(reading)).isSameAs(reading);
  }
}
