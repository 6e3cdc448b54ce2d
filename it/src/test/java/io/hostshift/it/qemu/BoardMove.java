package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
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
  private final String differing;
  private final List<String> changes = new ArrayList<>();
  private GuestMachine machine;

  /**
   * @param from the first host, of letter A
   * @param to the next, of letter B
   * @param differing what the next host has another of, for people
   * @param more identifiers that change besides the announcement and the disk's serial
   */
  BoardMove(Board board, GuestSpec.Host from, GuestSpec.Host to, String differing, String... more) {
    this.board = board;
    this.from = from;
    this.to = to;
    this.differing = differing;
    changes.addAll(List.of("announce.virtio_net", "blockserial.vda"));
    changes.addAll(List.of(more));
  }

  /** The machine as it is now. */
  final GuestMachine machine() {
    return machine;
  }

  /** Where what was seen is kept. */
  final ArchitecturePage page() {
    return page;
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
    assertThat(ListeningJvm.changes(event)).containsExactlyInAnyOrderElementsOf(changes);
    assertThat(event.path("from").toString()).contains("DISK-A").doesNotContain("DISK-B");
    assertThat(event.path("to").toString()).contains("DISK-B").doesNotContain("DISK-A");
    page.saw(
        machine,
        "moved to a host with another " + differing,
        "one event, MIGRATED, host changed: yes; " + String.join(", ", new TreeSet<>(changes)));
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
