package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.Lapse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What JVMs of the user nobody notice in a guest that has nothing but two virtio network devices,
 * on hosts that are alike: each move, once, in a container as well; and nothing else that befalls a
 * guest. In steps, because a boot takes longer than most of them.
 */
@Tag("qemu")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnnounceIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String APART = "so that each would be an event of its own";

  /** An event has settled by then, and one that were to come would have been noticed. */
  private static final int QUIET_MILLIS = 12_000;

  /** Two polls, the second of them to confirm it, and the rounds of an announcement. */
  private static final Duration TWO_POLLS = Duration.ofMillis(3_000);

  private static final GuestSpec.Host HOST = GuestSpec.Host.named('A');

  private final ListeningJvm plain = new ListeningJvm("plain", "");
  private final ListeningJvm contained = new ListeningJvm("contained", "");
  private final Payload payload = ListeningJvm.payload();

  private GuestMachine machine;
  private int moves;

  @BeforeAll
  void boot() {
    GuestSpec spec =
        GuestSpec.ofOneProcessor()
            .withProcessors(2, 2)
            .withMemoryMb(768)
            .withoutVmClock()
            .withBalloon("id=balloon")
            .withOptions(
                "-netdev",
                "user,id=net1,restrict=on",
                "-device",
                "virtio-net-pci,netdev=net1,id=nic1,romfile=",
                "-device",
                "pcie-root-port,id=hotplug1,chassis=1,bus=pcie.0",
                "-netdev",
                "user,id=net2,restrict=on");
    machine = GuestMachine.boot(spec, payload);
    machine.shell().run("ip link set eth1 up");
    plain.start(machine);
    contained.startContained(machine);
  }

  @AfterAll
  void end() {
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  @Order(1)
  void shouldSayThroughWhatItWouldNotice() {
    for (ListeningJvm jvm : List.of(plain, contained)) {
      assertThat(jvm.said(machine)).containsPattern("watches this VM on \\S+ through .*announce");
    }
    assertThat(machine.shell().runAsNobody("java -jar /payload/hostshift.jar probe"))
        .containsPattern("EPOCH +announce.virtio_net +0")
        .contains("Its network device announces itself after each move.");
  }

  @Test
  @Order(2)
  void shouldReportNothingWhereTheHostStopsItOrTakesItsLinkAway() {
    machine.qmp().execute("stop");
    Lapse.ofMillis(2_000, "the guest stands still for so long");
    machine.qmp().execute("cont");
    Lapse.ofMillis(1_500, APART);
    link("nic", 1);
    Lapse.ofMillis(1_000, APART);
    link("nic", 3);
    link("nic1", 1);

    assertNothingMore();
  }

  private void awaitDevice(boolean there) {
    Eventually.answers(
        "eth2 " + (there ? "is there" : "is gone"),
        LIMIT,
        () -> machine.shell().run("ls /sys/class/net").contains("eth2"),
        seen -> seen == there);
  }

  private void link(String device, int times) {
    for (int i = 0; i < times; i++) {
      machine.qmp().execute("set_link", Map.of("name", device, "up", false));
      Lapse.ofMillis(800, "the guest sees that its link is down");
      machine.qmp().execute("set_link", Map.of("name", device, "up", true));
      Lapse.ofMillis(800, "the guest sees that its link is up");
    }
  }

  @Test
  @Order(3)
  void shouldReportNothingWhereTheGuestChangesItsNetworkOrItsMemory() {
    machine
        .shell()
        .run(
            """
            ip link set eth1 down; sleep 1; ip link set eth1 up; sleep 1
            ip link set eth1 down; ip link set eth1 address 52:54:00:12:34:99; ip link set eth1 up
            ip link set eth1 mtu 1400; ip link set eth1 mtu 1500; sleep 1
            echo 1 > /proc/sys/net/ipv4/conf/all/arp_notify
            ip address add 10.9.9.9/24 dev eth1; ip link set eth1 down; ip link set eth1 up
            echo 0 > /proc/sys/net/ipv4/conf/all/arp_notify
            """);
    machine.qmp().execute("balloon", Map.of("value", 700L << 20));
    Lapse.ofMillis(1_500, "the guest gives memory back");
    machine.qmp().execute("balloon", Map.of("value", 768L << 20));

    assertNothingMore();
  }

  @Test
  @Order(4)
  void shouldReportNothingWhereDevicesComeAndGo() {
    machine
        .qmp()
        .execute(
            "device_add",
            Map.of(
                "driver",
                "virtio-net-pci",
                "netdev",
                "net2",
                "id",
                "nic2",
                "bus",
                "hotplug1",
                "romfile",
                ""));
    awaitDevice(true);
    machine.shell().run("ip link set eth2 up; sleep 1");
    machine.qmp().execute("device_del", Map.of("id", "nic2"));
    awaitDevice(false);
    machine
        .shell()
        .run(
            """
            device=$(basename $(readlink /sys/class/net/eth1/device))
            driver=/sys/bus/virtio/drivers/virtio_net
            echo $device > $driver/unbind; sleep 2; echo $device > $driver/bind; sleep 1
            ip link set eth1 up
            """);

    assertNothingMore();
  }

  @Test
  @Order(5)
  void shouldReportNothingOfAMoveThatIsCancelledOrFailsNorOfASnapshot(@TempDir Path folder) {
    machine.cancelMove();
    Lapse.ofMillis(1_500, APART);
    machine.failMove();
    Lapse.ofMillis(1_500, APART);
    machine.copyTo(folder.resolve("state"));

    assertNothingMore();
  }

  private void assertNothingMore() {
    Lapse.ofMillis(QUIET_MILLIS, "in which nothing may be added");
    for (ListeningJvm jvm : List.of(plain, contained)) {
      assertThat(jvm.events(machine)).as(jvm.said(machine)).hasSize(moves);
    }
  }

  @Test
  @Order(6)
  void shouldReportAMoveOnceToEach() {
    Migration migration = machine.migrateTo(HOST);
    machine = migration.machine();

    assertOneMore();
    Instant resumed = migration.resumedAtInGuest();
    for (ListeningJvm jvm : List.of(plain, contained)) {
      JsonNode event = jvm.events(machine).get(moves - 1);
      Instant detected = Instant.parse(event.path("detectedAt").asText());
      Duration stolen =
          machine.stolen().between(migration.resumedAt(), machine.clock().hostTime(detected));
      Duration took = Duration.between(resumed, detected);
      System.out.printf(
          "announced to %s: noticed %d ms after resume (guest's clock, %d ms of it stolen)%n",
          jvm == plain ? "the guest" : "a container", took.toMillis(), stolen.toMillis());
      assertThat(took).isLessThan(TWO_POLLS.plus(stolen));
    }
  }

  @Test
  @Order(7)
  void shouldReportARestoreOnce(@TempDir Path folder) {
    Path state = folder.resolve("state");
    GuestSpec spec = machine.spec();
    machine.saveTo(state);
    machine = GuestMachine.restore(spec, payload, state);

    assertOneMore();
  }

  @Test
  @Order(8)
  void shouldReportASnapshotThatIsLoadedOnce() {
    machine.saveSnapshot();
    Lapse.ofMillis(3_000, "so that the clock goes back when it is loaded");
    machine.loadSnapshot();

    assertOneMore();
  }

  private void assertOneMore() {
    moves++;
    for (ListeningJvm jvm : List.of(plain, contained)) {
      JsonNode event = jvm.awaitSettled(moves, machine);
      assertThat(event.path("verdict").asText()).isEqualTo("DISRUPTED");
      assertThat(event.path("hostChanged").asText()).isEqualTo("unknown");
      assertThat(ListeningJvm.changes(event)).containsExactly("announce.virtio_net");
    }
    assertNothingMore();
  }
}
