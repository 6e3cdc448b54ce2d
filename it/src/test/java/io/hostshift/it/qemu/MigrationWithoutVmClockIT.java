package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.AgentView.Event;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.GcLog;
import io.hostshift.it.run.Lapse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
 * A guest without vmclock that is moved to a host which shows the same values, and is then given
 * the processors that its JVM was sized for.
 */
@Tag("qemu")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MigrationWithoutVmClockIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final int MOVES = 3;

  /** As QemuCommand names it. */
  private static final String BACKEND = "net";

  /** Longer than an event could take to be noticed, twice over. */
  private static final int QUIET_POLLS = 8;

  @TempDir Path folder;

  private final GuestService service = new GuestService();
  private GuestMachine machine;

  @BeforeAll
  void boot() {
    GuestSpec spec =
        GuestSpec.ofOneProcessor().withProcessors(4, 2).withMemoryMb(1024).withoutVmClock();
    machine = GuestMachine.boot(service.reachableIn(spec), GuestService.payload());
    // G1 uses all of its workers from 43 MB of heap for each on.
    String options =
        "-XX:+UseG1GC -XX:ActiveProcessorCount=4 -Xms256m -Xmx256m -Xmn8m "
            + String.join(" ", new GcLog(Path.of("/run/gc.log"), GcLog.Format.G1).options());
    machine.shell().start(service.command(options, "headroom=true"));
    service.awaitReady(machine);
  }

  @AfterAll
  void end() {
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  @Order(1)
  void shouldTuneTheJvmDownToTheProcessorsThatAreOnline() {
    assertThat(workersFromNowOn()).as("workers of the next collections").containsOnly(2);
    assertThat(service.settings()).containsEntry("processors", 2).containsEntry("gc.parallel", 2);
  }

  /** Nothing but the announcement tells: the hosts are alike. */
  @Test
  @Order(2)
  void shouldReportOneDisruptionForEachOfThreeMovesToLikeHosts() {
    assertThat(service.sources("state"))
        .containsEntry("vmclock", "ABSENT")
        .containsEntry("announce", "READABLE");
    for (int move = 1; move <= MOVES; move++) {
      Migration migration = machine.migrateTo(GuestSpec.Host.named('A'));
      machine = migration.machine();
      int number = move;
      Event event = service.ask(agent -> agent.awaitSettled(number, LIMIT));
      assertDisrupted(event);
      assertThat(service.count()).as("one event for each move").isEqualTo(move);
      System.out.printf(
          "moved without vmclock to a like host: %s; %d ms down, noticed %d ms after it ran on%n",
          event.verdict(),
          migration.downtime().toMillis(),
          event.detectedAtMillis() - migration.resumedAtInGuest().toEpochMilli());
    }
  }

  private static void assertDisrupted(Event event) {
    assertThat(event.verdict()).isEqualTo("DISRUPTED");
    assertThat(event.hostChanged()).isEqualTo("unknown");
    assertThat(event.changes()).containsExactly("announce.virtio_net");
  }

  @Test
  @Order(3)
  void shouldReportNothingWhereTheGuestIsStoppedWhereItIsOrItsLinkChanges() {
    machine.qmp().execute("stop");
    Lapse.ofMillis(3_000, "the guest stands still for so long");
    machine.qmp().execute("cont");
    for (int i = 0; i < 3; i++) {
      machine.qmp().execute("set_link", Map.of("name", BACKEND, "up", false));
      Lapse.ofMillis(800, "the guest sees that its link is down");
      machine.qmp().execute("set_link", Map.of("name", BACKEND, "up", true));
      Lapse.ofMillis(800, "the guest sees that its link is up");
    }
    service.awaitPolls(QUIET_POLLS);

    assertThat(service.count()).isEqualTo(MOVES);
  }

  @Test
  @Order(4)
  void shouldReportAResizeAndUseAllWorkersWhenProcessorsAreBroughtOnline() {
    machine.onlineCpu(2);
    machine.onlineCpu(3);
    service.await("4 processors", agent -> agent.settings("current").get("processors").equals(4));
    // A poll between the two sees 3 of them; what follows then waits for minRetune.
    service.await("4 workers", agent -> agent.settings("current").get("gc.parallel").equals(4));
    List<Event> all = service.ask(AgentView::events);
    List<Event> events = all.subList(MOVES, all.size());
    assertThat(events).isNotEmpty().allMatch(event -> event.verdict().equals("RESIZED"));
    assertThat(events).allMatch(event -> event.hostChanged().equals("no"));
    assertThat(events.get(0).changes()).containsExactly("capacity.processors");
    assertThat(workersFromNowOn()).as("workers of the next collections").containsOnly(4);
    assertThat(service.settings()).containsEntry("gc.parallel", 4);
    assertThat(service.stats().path("intact").asBoolean()).isTrue();
  }

  /** Of three collections, but for the four within which the JVM is to have followed. */
  private List<Integer> workersFromNowOn() {
    int first = workers().size() + 4;
    List<Integer> workers =
        Eventually.answers(
            "three collections", LIMIT, this::workers, all -> all.size() >= first + 3);
    return workers.subList(first, workers.size());
  }

  private List<Integer> workers() {
    String log = machine.shell().run("cat /run/gc.log");
    try {
      return new GcLog(Files.writeString(folder.resolve("gc.log"), log), GcLog.Format.G1).workers();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
