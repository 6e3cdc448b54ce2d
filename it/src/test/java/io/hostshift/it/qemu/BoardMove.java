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
 * A JVM on another board than x86's that is really moved: one move, and what the commands say of it
 * there.
 */
@Tag("qemu")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class BoardMove {

  private final ListeningJvm jvm = new ListeningJvm("plain", "sources=blockserial:vda");
  private final ArchitecturePage page = new ArchitecturePage(getClass());

  private final Board board;
  private final GuestSpec.Host from;
  private final GuestSpec.Host to;
  private GuestMachine machine;

  /**
   * @param from the first host, of letter A
   * @param to the next, of letter B
   */
  BoardMove(Board board, GuestSpec.Host from, GuestSpec.Host to) {
    this.board = board;
    this.from = from;
    this.to = to;
  }

  @BeforeAll
  void boot() {
    long start = System.nanoTime();
    machine = GuestMachine.boot(GuestSpec.of(board).on(from), ListeningJvm.payload());
    Duration up = Duration.ofNanos(System.nanoTime() - start);
    jvm.start(machine);
    Duration polled = Duration.ofNanos(System.nanoTime() - start);
    String seen =
        "up after %d s, first poll after %d s".formatted(up.toSeconds(), polled.toSeconds());
    System.out.println(board + ": " + seen);
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
    Migration migration = machine.migrateTo(to);
    machine = migration.machine();
    JsonNode event = jvm.awaitSettled(1, machine);
    System.out.printf(
        "%s, moved: %s %s; %d ms down, %d ms in all%n",
        board,
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
    assertThat(machine.shell().runAsNobody(ListeningJvm.COMMAND + "status " + pid))
        .contains("MIGRATED");
    machine.shell().runAsNobody(ListeningJvm.COMMAND + "detach " + pid);
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
