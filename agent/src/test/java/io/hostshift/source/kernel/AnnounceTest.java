package io.hostshift.source.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Identifier;
import io.hostshift.host.Platform;
import io.hostshift.host.Scope;
import io.hostshift.source.GuestTree;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest's files as they were measured under QEMU, with its counts and messages played. */
class AnnounceTest {
  private static final int NOTIFY_PEERS = 4;
  private static final int UP = 1;
  private static final String ON = "0".repeat(21) + "1" + "0".repeat(42);
  private static final String OFF = "0".repeat(64);

  @TempDir Path temp;
  private GuestTree tree;
  private Announce announce;
  private Reading last;
  private long nanos = -5_000_000_000_000L;

  @BeforeEach
  void guest() {
    tree = new GuestTree(temp);
    announce = new Announce(tree.files(), () -> nanos);
  }

  private void device(int number, String driver, String features) throws Exception {
    String folder = "sys/bus/virtio/devices/virtio" + number;
    tree.with(folder + "/features", features + "\n");
    Files.deleteIfExists(tree.path(folder + "/driver"));
    Files.createSymbolicLink(
        tree.path(folder + "/driver"), Path.of("../../../../bus/virtio/drivers/" + driver));
  }

  private void line(int irq, String action, String counts) throws Exception {
    tree.with("sys/kernel/irq/" + irq + "/actions", action + "\n")
        .with("sys/kernel/irq/" + irq + "/per_cpu_count", counts + "\n");
  }

  private void link(String link, int number) throws Exception {
    Files.createDirectories(tree.path("sys/class/net/" + link));
    Files.createSymbolicLink(
        tree.path("sys/class/net/" + link + "/device"),
        Path.of("../../../bus/virtio/devices/virtio" + number));
  }

  private void network() throws Exception {
    device(1, "virtio_net", ON);
    line(26, "virtio1-config", "0,0");
  }

  /** Two devices, the second with these counts, once they have been read. */
  private void networks(String counts) throws Exception {
    network();
    device(2, "virtio_net", ON);
    line(27, "virtio2-config", counts);
    read();
  }

  /** Of two devices the second was down when both were asked. */
  private void networksOfWhichOneOwesAnAnswer() throws Exception {
    networks("0");
    line(26, "virtio1-config", "5,0");
    line(27, "virtio2-config", "1");
    assertThat(after(1_000).identifiers()).containsExactly(net(1));
    after(3_000);
    after(20_000);
  }

  private Reading read() {
    last = announce.read(last);
    return last;
  }

  private Reading after(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    return read();
  }

  private static Identifier net(int count) {
    return new Identifier("announce.virtio_net", String.valueOf(count), Scope.EPOCH);
  }

  private static Identifier vsock(int count) {
    return new Identifier("announce.virtio_vsock", String.valueOf(count), Scope.EPOCH);
  }

  private static LinkMessage announcing(int index, String name, String bus) {
    return new LinkMessage(index, name, UP, 0, NOTIFY_PEERS, bus);
  }

  @Test
  void shouldCountTheRoundsOfAnAnnouncementAsOne() throws Exception {
    network();
    assertThat(read().identifiers()).containsExactly(net(0));
    assertThat(after(1_000)).isSameAs(last);

    line(26, "virtio1-config", "2,0");
    assertThat(after(1_000).identifiers()).containsExactly(net(0));
    assertThat(announce.undecided()).isTrue();
    line(26, "virtio1-config", "2,1");
    assertThat(after(60).identifiers()).containsExactly(net(0));
    line(26, "virtio1-config", "3,1");
    assertThat(after(255).identifiers()).containsExactly(net(1));
    assertThat(announce.undecided()).isFalse();
    line(26, "virtio1-config", "3,2");
    assertThat(after(400).identifiers()).containsExactly(net(1));
  }

  /**
   * Two devices of a guest whose processors were withheld: at each poll how long ago the last one
   * was, and how often the interrupts of both came. The last round of the first move came late.
   */
  @Test
  void shouldCountEachMoveOfABusyGuestOnABusyHost() throws Exception {
    networks("0,0");
    int[][] polls = {
      {1713, 1, 3},
      {323, 2, 0},
      {134, 0, 1},
      {165, 1, 0},
      {2498, 1, 1},
      {1020, 0, 0},
      {1150, 0, 0},
      {9500, 0, 0},
      {1182, 2, 2},
      {250, 1, 1},
      {78, 1, 1},
      {1602, 1, 1},
      {1020, 0, 0},
      {1150, 0, 0},
      {9500, 0, 0},
      {1049, 2, 3},
      {180, 1, 0},
      {490, 1, 1},
      {108, 1, 1},
      {1020, 0, 0},
      {1150, 0, 0},
    };
    int one = 0;
    int two = 0;
    for (int[] poll : polls) {
      one += poll[1];
      two += poll[2];
      line(26, "virtio1-config", one + ",0");
      line(27, "virtio2-config", "0," + two);
      after(poll[0]);
    }

    assertThat(last.identifiers()).containsExactly(net(3));
  }

  /** It hears the first round, and the other four once it is up. */
  @Test
  void shouldNotCountTheAnswerThatADeviceOwesSinceItWasDown() throws Exception {
    networksOfWhichOneOwesAnAnswer();

    line(27, "virtio2-config", "5");
    after(1_000);
    after(1_100);

    assertThat(after(10_000).identifiers()).containsExactly(net(1));
  }

  @Test
  void shouldCountAMoveThatOnlyTheDeviceTellsThatStillOwesAnAnswer() throws Exception {
    networksOfWhichOneOwesAnAnswer();

    line(27, "virtio2-config", "6");
    after(1_000);

    assertThat(after(1_100).identifiers()).containsExactly(net(2));
  }

  @Test
  void shouldCountEachOfThreeMoves() throws Exception {
    network();
    read();
    for (int move = 1; move <= 3; move++) {
      line(26, "virtio1-config", 5 * move + ",0");
      assertThat(after(1_000).identifiers()).containsExactly(net(move));
      after(11_000);
    }
  }

  @Test
  void shouldCountAnAnnouncementOfSeveralDevicesAsOne() throws Exception {
    networks("7,0");
    line(26, "virtio1-config", "5,0");
    after(1_000);
    line(27, "virtio2-config", "12,0");

    assertThat(after(20).identifiers()).containsExactly(net(1));
  }

  @Test
  void shouldNotTakeALinkThatGoesOffAndOnForAnAnnouncement() throws Exception {
    network();
    read();
    for (int change = 1; change <= 6; change++) {
      line(26, "virtio1-config", "0," + change);
      after(833);
    }

    assertThat(after(5_000).identifiers()).containsExactly(net(0));
  }

  @Test
  void shouldBeginAnewWhereTheCountsDo() throws Exception {
    network();
    line(26, "virtio1-config", "9,0");
    read();
    line(26, "virtio1-config", "0,0");
    after(1_000);
    line(26, "virtio1-config", "5,0");

    assertThat(after(1_000).identifiers()).containsExactly(net(1));
  }

  @Test
  void shouldNotTakeAnotherDevicesCountForAnAnnouncement() throws Exception {
    network();
    read();
    line(26, "virtio7-req.0", "500,0");
    after(1_000);
    line(31, "virtio1-config", "44,0");
    for (int poll = 0; poll < 70; poll++) {
      after(1_000);
    }
    assertThat(last.identifiers()).containsExactly(net(0));

    line(31, "virtio1-config", "49,0");
    assertThat(after(1_000).identifiers()).containsExactly(net(1));
  }

  @Test
  void shouldFindADeviceThatIsPluggedIn() throws Exception {
    Files.createDirectories(tree.path("sys/bus/virtio/devices"));
    assertThat(read().state()).isEqualTo(ReadState.ABSENT);
    assertThat(last.reason()).isEqualTo("no virtio network device");
    network();
    line(26, "virtio1-config", "8,0");

    assertThat(after(1_000).identifiers()).containsExactly(net(0));
  }

  @Test
  void shouldNotCountADeviceThatMakesUpForAMoveOfWhichAnotherHasTold() throws Exception {
    networks("0,0");
    line(26, "virtio1-config", "5,0");
    line(27, "virtio2-config", "1,0");
    after(1_000);
    for (int poll = 0; poll < 20; poll++) {
      after(1_000);
    }
    line(27, "virtio2-config", "5,0");
    assertThat(after(1_000).identifiers()).containsExactly(net(1));

    after(20_000);
    line(27, "virtio2-config", "10,0");
    assertThat(after(1_000).identifiers()).containsExactly(net(2));
  }

  @Test
  void shouldCountADeviceThatMakesUpForAMoveOfWhichNoneHasTold() throws Exception {
    network();
    read();
    line(26, "virtio1-config", "1,0");
    after(1_000);
    after(20_000);
    line(26, "virtio1-config", "5,0");

    assertThat(after(1_000).identifiers()).containsExactly(net(1));
  }

  @Test
  void shouldHearWhatTheKernelSaysOfAVirtioLinkAlone() throws Exception {
    network();
    read();
    announce.heard(announcing(5, "bond0", ""));
    announce.heard(announcing(6, "eth1", "vmbus"));
    assertThat(read().identifiers()).containsExactly(net(0));
    for (int round = 0; round < 5; round++) {
      announce.heard(announcing(2, "eth0", "virtio"));
    }

    assertThat(read().identifiers()).containsExactly(net(1));
  }

  /** Before Linux 5.14 the message does not say so. */
  @Test
  void shouldFindTheBusOfALinkThatDoesNotSayIt() throws Exception {
    network();
    Files.createDirectories(tree.path("sys/class/net/eth0/device"));
    Files.createSymbolicLink(
        tree.path("sys/class/net/eth0/device/subsystem"), Path.of("../../../../bus/virtio"));
    read();
    announce.heard(announcing(3, "vlan0", ""));
    announce.heard(announcing(3, "../eth0", ""));
    assertThat(read().identifiers()).containsExactly(net(0));
    announce.heard(announcing(2, "eth0", ""));

    assertThat(read().identifiers()).containsExactly(net(1));
  }

  @Test
  void shouldCountEachResetOfAVsocksTransport() throws Exception {
    device(3, "vmw_vsock_virtio_transport", ON);
    line(40, "virtio3-event", "0,1");
    line(41, "virtio3-rx", "900,1");
    assertThat(read().identifiers()).containsExactly(vsock(0));
    assertThat(last.reason()).isEqualTo("no virtio network device");
    line(41, "virtio3-rx", "990,1");
    assertThat(after(1_000)).isSameAs(last);
    line(40, "virtio3-event", "1,1");

    assertThat(after(1_000).identifiers()).containsExactly(vsock(1));
  }

  @Test
  void shouldSayThatTheHostHasSwitchedItOff() throws Exception {
    network();
    device(1, "virtio_net", OFF);
    link("eth0", 1);

    assertThat(read().state()).isEqualTo(ReadState.ABSENT);
    assertThat(last.reason()).isEqualTo("the host has switched announcements off for eth0");
    assertThat(last.remedy(Platform.of("KVM")).step(Platform.UNKNOWN))
        .contains("guest_announce=on");
    assertThat(last.remedy(Platform.of("Xen"))).isNull();
  }

  @Test
  void shouldSayWhichOfTwoIsSwitchedOff() throws Exception {
    network();
    device(2, "virtio_net", OFF);

    assertThat(read().identifiers()).containsExactly(net(0));
    assertThat(last.reason()).isEqualTo("the host has switched announcements off for virtio2");
  }

  @Test
  void shouldSayThatTheInterruptIsNotToBeSeen() throws Exception {
    device(1, "virtio_net", ON);
    line(11, "virtio1,uhci_hcd:usb1", "44,0");

    assertThat(read().state()).isEqualTo(ReadState.FAILED);
    assertThat(last.reason())
        .isEqualTo(
            temp.resolve("sys/kernel/irq")
                + " shows no configuration interrupt of virtio1 alone"
                + " (no MSI-X, or hidden from this container)");
  }

  @Test
  void shouldSayNothingOfAMachineWithoutVirtio() {
    assertThat(read().state()).isEqualTo(ReadState.ABSENT);
    assertThat(after(1_000)).isSameAs(last);
  }
}
