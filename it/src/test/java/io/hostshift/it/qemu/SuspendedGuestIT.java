package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hostshift.it.run.AgentView.Event;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.SafetyCases;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A guest that is stopped where it is, by its hypervisor or by itself, and goes on there: that is
 * no move, and hides none. In steps, because a boot takes longer than all of them.
 */
@SafetyCases(SafetyCases.Kind.FAULT)
@Tag("qemu")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SuspendedGuestIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final long STOPPED_MILLIS = 30_000;

  /** Longer than an event could take to be noticed, twice over. */
  private static final int QUIET_POLLS = 8;

  private final GuestService service = new GuestService();
  private GuestMachine machine;

  @BeforeAll
  void boot() {
    GuestSpec spec = GuestSpec.ofOneProcessor().withProcessors(2, 2).withMemoryMb(1024);
    machine = GuestMachine.boot(service.reachableIn(spec), GuestService.payload());
    machine.shell().start(service.command("-Xmx96m", "sources=blockserial:vda"));
    service.awaitReady(machine);
  }

  @AfterEach
  void shouldHaveACleanConsole() {
    assertThat(machine.lines().texts()).allMatch(line -> line.matches("(hostshift|testapp) .*"));
  }

  @AfterAll
  void end() {
    if (machine != null) {
      machine.close();
    }
  }

  /** The guest's clocks stand still meanwhile. */
  @Test
  @Order(1)
  void shouldReportNothingWhereTheHypervisorStopsAndContinuesIt() {
    JsonNode before = service.stats();
    machine.qmp().execute("stop");
    machine.qmp().await("STOP", LIMIT);
    Lapse.ofMillis(STOPPED_MILLIS, "the guest stands still for so long");
    machine.qmp().execute("cont");
    machine.qmp().await("RESUME", LIMIT);

    assertWorksOnWithoutAnEvent(before);
  }

  /**
   * The kernel freezes all processes and, when it is woken, sets the wall clock ahead. The guest's
   * shell does not outlive that: the ports that it is reached through are made anew.
   */
  @Test
  @Order(2)
  void shouldReportNothingWhereTheGuestSuspendsToMemoryAndIsWoken() {
    JsonNode before = service.stats();
    // Once the shell has answered.
    machine.shell().run("(sleep 5; echo mem > /sys/power/state) > /dev/null 2>&1 < /dev/null &");
    Instant suspended = machine.qmp().await("SUSPEND", LIMIT);
    Lapse.ofMillis(STOPPED_MILLIS, "the guest stands still for so long");
    machine.qmp().execute("system_wakeup");
    Instant woken = machine.qmp().await("WAKEUP", LIMIT);

    assertThat(Duration.between(suspended, woken))
        .isGreaterThan(Duration.ofMillis(STOPPED_MILLIS / 2));
    assertWorksOnWithoutAnEvent(before);
  }

  @Test
  @Order(3)
  void shouldNoticeAMoveAfterThese() {
    JsonNode before = service.stats();
    machine = machine.migrateTo(GuestSpec.Host.named('B')).machine();
    Event event = service.ask(agent -> agent.awaitSettled(1, LIMIT));

    assertThat(event.verdict()).isEqualTo("MIGRATED");
    assertThat(event.changes()).contains("vmclock.disruption_marker", "cpuid.brand");
    assertThat(service.count()).isOne();
    assertWorking(before);
  }

  private void assertWorksOnWithoutAnEvent(JsonNode before) {
    service.awaitPolls(QUIET_POLLS);
    assertThat(service.count()).isZero();
    assertWorking(before);
  }

  private void assertWorking(JsonNode before) {
    JsonNode now = service.stats();
    assertThat(now.path("intact").asBoolean()).as(now.toString()).isTrue();
    assertThat(now.path("loadErrors")).as(now.toString()).isEqualTo(before.path("loadErrors"));
    assertThat(now.path("requests").asLong()).isGreaterThan(before.path("requests").asLong());
  }
}
