package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A JVM of an emulated arm64 machine that is really moved: one move, and what the commands say of
 * it there.
 */
@Tag("qemu")
@Tag("aarch64")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Aarch64MoveIT {
  private static final String KEY = "opt/org.test/host";
  private static final String CPU = "neoverse-n1";
  private static final GuestSpec.Host A = GuestSpec.Host.silent('A', CPU).withFwCfg(KEY, "host-A");
  private static final GuestSpec.Host B = GuestSpec.Host.silent('B', CPU).withFwCfg(KEY, "host-B");
  private static final String COMMAND =
      "java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar /payload/hostshift.jar ";

  private final ListeningJvm jvm = new ListeningJvm("plain", "sources=blockserial:vda");
  private final ArchitecturePage page = new ArchitecturePage(Aarch64MoveIT.class);

  private GuestMachine machine;

  @BeforeAll
  void boot() {
    long start = System.nanoTime();
    GuestSpec spec =
        GuestSpec.ofOneProcessor()
            .onBoard(Board.AARCH64)
            .withProcessors(2, 2)
            .withMemoryMb(1024)
            .withJdks(27)
            .withoutVmClock()
            .on(A);
    machine = GuestMachine.boot(spec, ListeningJvm.payload());
    Duration up = Duration.ofNanos(System.nanoTime() - start);
    jvm.start(machine);
    Duration polled = Duration.ofNanos(System.nanoTime() - start);
    String seen =
        "up after %d s, first poll after %d s".formatted(up.toSeconds(), polled.toSeconds());
    System.out.println("aarch64: " + seen);
    page.saw(machine, "booted", seen);
  }

  @AfterAll
  void end() {
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  @Order(1)
  void shouldReportOneMigrationWithBothHosts() {
    Migration migration = machine.migrateTo(B);
    machine = migration.machine();
    JsonNode event = jvm.awaitSettled(1, machine);
    System.out.printf(
        "aarch64, moved: %s %s; %d ms down, %d ms in all%n",
        event.path("verdict").asText(),
        ListeningJvm.changes(event),
        migration.downtime().toMillis(),
        migration.total().toMillis());

    assertThat(event.path("verdict").asText()).isEqualTo("MIGRATED");
    assertThat(event.path("hostChanged").asText()).isEqualTo("yes");
    assertThat(ListeningJvm.changes(event))
        .containsExactlyInAnyOrder("announce.virtio_net", "blockserial.vda");
    assertThat(event.path("from").toString()).contains("DISK-A").doesNotContain("DISK-B");
    assertThat(event.path("to").toString()).contains("DISK-B").doesNotContain("DISK-A");
    page.saw(
        machine, "moved to a host with another disk", "one event, MIGRATED, host changed: yes");
  }

  @Test
  @Order(3)
  void shouldAnswerTheCommandLine() {
    String pid = jvm.pid(machine);
    assertThat(machine.shell().runAsNobody(COMMAND + "status " + pid)).contains("MIGRATED");
    machine.shell().runAsNobody(COMMAND + "detach " + pid);
    assertThat(jvm.events(machine)).as("one move, one event").hasSize(1);
    page.saw(
        machine, "`status`, `detach`", "answered; nothing but the agent's lines on the console");
  }

  @Test
  @Order(2)
  void shouldHaveACleanConsole() {
    assertThat(jvm.said(machine).lines()).allMatch(line -> line.startsWith("hostshift "));
  }
}
