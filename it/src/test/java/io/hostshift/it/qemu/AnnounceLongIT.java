package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hostshift.it.run.Lapse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

/**
 * How soon a JVM of the user nobody notices moves between hosts that are alike; and what devices
 * upon virtio network devices, devices that are down, and hosts that announce nothing make of a
 * move. Writes the page {@code docs/results/announce.md}.
 */
@Tag("qemu")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnnounceLongIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int QUIET_MILLIS = 12_000;
  private static final int MOVES = 9;
  private static final Duration MEDIAN = Duration.ofMillis(500);
  private static final Duration MOST = Duration.ofSeconds(2);
  private static final GuestSpec.Host HOST = GuestSpec.Host.named('A');

  private final ListeningJvm plain = new ListeningJvm("plain", "");
  private final ListeningJvm contained = new ListeningJvm("contained", "");
  private GuestMachine machine;
  private int events;

  @BeforeAll
  void boot() {
    GuestSpec spec =
        GuestSpec.ofOneProcessor()
            .withProcessors(2, 2)
            .withMemoryMb(768)
            .withoutVmClock()
            .withSecondNic();
    machine = GuestMachine.boot(spec, ListeningJvm.payload());
    machine.shell().run("ip link set eth1 up");
    plain.start(machine);
  }

  @AfterAll
  void end() {
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  @Order(1)
  void shouldNoticeEachOfNineMovesSoon() throws IOException {
    List<Long> delays = new ArrayList<>();
    List<String> rows = new ArrayList<>();
    for (int move = 1; move <= MOVES; move++) {
      Migration migration = machine.migrateTo(HOST);
      machine = migration.machine();
      TimedLine line = machine.lines().await(said -> said.contains("moved or restored"), LIMIT);
      long millis = Duration.between(migration.resumedAt(), line.at()).toMillis();
      long stolen = machine.stolen().between(migration.resumedAt(), line.at()).toMillis();
      delays.add(millis);
      rows.add("| " + move + " | " + millis + " ms | " + stolen + " ms |");
      System.out.println("noticed a move on the host's clock " + rows.get(move - 1));
      events++;
      assertDisrupted(plain.awaitSettled(events, machine));
    }
    List<Long> sorted = delays.stream().sorted().toList();
    write(rows, sorted.get(MOVES / 2), sorted.get(MOVES - 1));

    assertThat(plain.events(machine)).hasSize(MOVES);
    assertThat(Duration.ofMillis(sorted.get(MOVES / 2))).isLessThan(MEDIAN);
    assertThat(Duration.ofMillis(sorted.get(MOVES - 1))).isLessThan(MOST);
  }

  private static void write(List<String> rows, long median, long most) throws IOException {
    Path folder = Path.of("../docs/results");
    String page =
        """
        # How soon a move is noticed by its announcement

        `AnnounceLongIT` moves a guest between like hosts under emulation. The guest has two virtio network
        devices, and a JVM of the user nobody, which sees neither vmclock nor fw_cfg. The time is from QEMU's RESUME
        to the line on the guest's console, both by the host's clock. *Stolen* is what this machine withheld
        from a processor of the guest meanwhile.

        | move | noticed after | stolen |
        |---|---|---|
        %s
        | median | %d ms | |
        | most | %d ms | |
        """
            .formatted(String.join("\n", rows), median, most);
    Files.writeString(folder.resolve("announce.md"), page);
  }

  @Test
  @Order(2)
  void shouldReportNothingWhereTheNextHostHasAnnouncementsOff() {
    machine = machine.migrateTo(HOST, Map.of("announce-rounds", 0)).machine();

    assertNothingMore(plain);
  }

  @Test
  @Order(3)
  void shouldMakeNoSecondEventOfADeviceThatWasDownMeanwhile() {
    machine.shell().run("ip link set eth1 down");
    Lapse.ofMillis(2_000, "the agent sees that the device is down");
    machine = machine.migrateTo(HOST).machine();
    events++;
    assertDisrupted(plain.awaitSettled(events, machine));
    Lapse.ofMillis(8_000, "longer than further identifiers join the event");
    machine.shell().run("ip link set eth1 up");

    assertNothingMore(plain);
  }

  @Test
  @Order(4)
  void shouldMakeOneEventOfDevicesThatWereAllDownMeanwhile() {
    machine.shell().run("ip link set eth0 down; ip link set eth1 down");
    Lapse.ofMillis(2_000, "the agent sees that the devices are down");
    machine = machine.migrateTo(HOST).machine();
    Lapse.ofMillis(20_000, "in which all devices stay down");
    machine.shell().run("ip link set eth0 up; ip link set eth1 up");
    events++;
    assertDisrupted(plain.awaitSettled(events, machine));

    assertNothingMore(plain);
  }

  /** The bond's failover announces the bond, which is no virtio device. */
  @Test
  @Order(5)
  void shouldMakeOneEventOfAMoveWithABondAVlanAndAMacvlanInAContainer() {
    contained.startContained(machine);
    String pid = contained.pid(machine);
    machine
        .shell()
        .run(
            """
            cd /lib/modules
            for name in stp llc garp mrp 8021q macvlan tls bonding; do
              [ ! -e $name.ko ] || insmod $name.ko
            done
            ip address flush dev eth0
            echo +bond0 > /sys/class/net/bonding_masters 2> /dev/null || true
            bond=/sys/class/net/bond0/bonding
            echo active-backup > $bond/mode
            echo 100 > $bond/miimon
            ip link set eth0 down; ip link set eth1 down
            echo +eth0 > $bond/slaves; echo +eth1 > $bond/slaves
            ip link set bond0 up
            ip link add link bond0 name bond0.7 type vlan id 7; ip link set bond0.7 up
            ip link add link bond0 name mac0 type macvlan
            ip link set mac0 netns %s
            sleep 3
            echo eth1 > $bond/active_slave; sleep 3; echo eth0 > $bond/active_slave
            """
                .formatted(pid));
    assertNothingMore(plain);
    assertThat(contained.events(machine)).isEmpty();

    machine = machine.migrateTo(HOST).machine();
    events++;
    assertDisrupted(plain.awaitSettled(events, machine));
    assertDisrupted(contained.awaitSettled(1, machine));
    assertNothingMore(plain);
    assertThat(contained.events(machine)).hasSize(1);
  }

  private void assertNothingMore(ListeningJvm jvm) {
    Lapse.ofMillis(QUIET_MILLIS, "in which nothing may be added");
    assertThat(jvm.events(machine)).as(jvm.said(machine)).hasSize(events);
  }

  private static void assertDisrupted(JsonNode event) {
    assertThat(event.path("verdict").asText()).isEqualTo("DISRUPTED");
    assertThat(event.path("hostChanged").asText()).isEqualTo("unknown");
    assertThat(ListeningJvm.changes(event)).containsExactly("announce.virtio_net");
    assertThat(Instant.parse(event.path("detectedAt").asText())).isAfter(Instant.EPOCH);
  }
}
