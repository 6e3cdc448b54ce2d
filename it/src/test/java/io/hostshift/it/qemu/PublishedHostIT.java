package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.Lapse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A guest in which root publishes what only root may read: JVMs of the user nobody, one of them in
 * a container, then tell from which host to which the guest was moved.
 */
@Tag("qemu")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PublishedHostIT {
  private static final String HOST = "fwcfg.opt/org.test/host";
  private static final String FILE = "/run/hostshift/published.json";
  private static final Duration LIMIT = Duration.ofMinutes(8);

  /** CPUID, which under emulation tells of the host as well, is left out. */
  private final ListeningJvm plain = new ListeningJvm("plain", "sources=-cpuid");

  private final ListeningJvm contained = new ListeningJvm("contained", "sources=-cpuid");
  private GuestMachine machine;

  @BeforeAll
  void boot() {
    GuestSpec spec =
        GuestSpec.ofOneProcessor()
            .withMemoryMb(768)
            .on(GuestSpec.Host.named('A').withFwCfg("opt/org.test/password", "hunter2-secret"));
    machine = GuestMachine.boot(spec, ListeningJvm.payload());
    publish();
    plain.start(machine);
    contained.startContained(machine);
  }

  private void publish() {
    machine
        .shell()
        .start(
            "java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx12m -jar /payload/hostshift.jar"
                + " publish --key "
                + HOST);
    machine.lines().await(line -> line.startsWith("hostshift publishes "), LIMIT);
  }

  @AfterAll
  void end() {
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  @Order(1)
  void shouldTellNoSecretToAnybody() {
    assertThat(machine.shell().runAsNobody("cat " + FILE))
        .contains("host-A", "vmclock.disruption_marker")
        .contains("\"hmac-sha256:")
        .doesNotContain("hunter2", machine.spec().host().uuid());
    assertThat(machine.shell().runAsNobody("cat /var/lib/hostshift/publish.secret 2>&1 || true"))
        .contains("Permission denied");
  }

  @Test
  @Order(2)
  void shouldReportToNobodyAndInAContainerFromWhichHostToWhichItWasMoved() {
    machine =
        machine
            .migrateTo(
                GuestSpec.Host.named('B').withFwCfg("opt/org.test/password", "hunter2-secret"))
            .machine();

    for (ListeningJvm jvm : List.of(plain, contained)) {
      JsonNode event = jvm.awaitSettled(1, machine);
      assertThat(event.path("verdict").asText()).isEqualTo("MIGRATED");
      assertThat(event.path("hostChanged").asText()).isEqualTo("yes");
      assertThat(ListeningJvm.changes(event))
          .contains(HOST, "vmclock.disruption_marker", "announce.virtio_net");
      assertThat(event.path("from").path(HOST).asText()).isEqualTo("host-A");
      assertThat(event.path("to").path(HOST).asText()).isEqualTo("host-B");
    }
    Lapse.ofMillis(5_000, "in which nothing may be added");
    assertThat(plain.events(machine)).hasSize(1);
    assertThat(contained.events(machine)).hasSize(1);
  }

  /** It is killed again and again while it writes, and each time begun anew. */
  @Test
  @Order(3)
  void shouldReportNothingWhereThePublisherIsKilledAndBegunAnew() {
    for (int i = 0; i < 3; i++) {
      machine.shell().run("kill -9 " + ListeningJvm.pid(machine, "publish"));
      publish();
    }
    Lapse.ofMillis(15_000, "in which nothing may be added");

    assertThat(plain.events(machine)).hasSize(1);
    assertThat(contained.events(machine)).hasSize(1);
  }

  @Test
  @Order(4)
  @Tag("long")
  void shouldSayThatThePublisherHasStoppedAndReadByItselfAgain() {
    machine.shell().run("kill -9 " + ListeningJvm.pid(machine, "publish"));
    String status = "java -jar /payload/hostshift.jar status " + plain.pid(machine) + " || true";
    Eventually.answers(
        "the publisher is stale",
        LIMIT,
        () -> machine.shell().runAsNobody(status),
        said -> said.contains("the source published fails: stale: the publisher has stopped"));
    machine = machine.migrateTo(GuestSpec.Host.named('B')).machine();
    JsonNode event = plain.awaitSettled(2, machine);
    assertThat(event.path("verdict").asText()).isEqualTo("DISRUPTED");
    assertThat(ListeningJvm.changes(event)).containsExactly("announce.virtio_net");
  }
}
