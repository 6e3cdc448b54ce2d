package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.cost.Figures;
import io.hostshift.it.run.AgentView.Event;
import io.hostshift.it.run.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How long after a guest runs on its next host the agent has noticed, by the guest's own clock,
 * over many live migrations at one interval. The guest is emulated.
 *
 * <p>{@code -Dhostshift.it.costMoves=20} sets how many.
 */
@Tag("qemu")
@Tag("benchmark")
class DetectionCostIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int MOVES = Integer.getInteger("hostshift.it.costMoves", 20);

  private GuestMachine machine;

  @AfterEach
  void end() {
    if (machine != null) {
      machine.close();
    }
  }

  @ParameterizedTest(name = "interval {0}")
  @ValueSource(strings = {"1s", "100ms", "10ms"})
  void shouldSayHowSoonAMoveIsNoticed(String interval) {
    GuestService service = new GuestService();
    GuestSpec spec = GuestSpec.ofOneProcessor().withProcessors(2, 2).withMemoryMb(1024);
    machine = GuestMachine.boot(service.reachableIn(spec), GuestService.payload());
    machine.shell().start(service.command("-Xmx96m", "settle=1s,interval=" + interval));
    service.awaitReady(machine);

    List<Double> delays = new ArrayList<>();
    List<Double> withoutStolen = new ArrayList<>();
    for (int move = 1; move <= MOVES; move++) {
      Migration migration = machine.migrateTo(GuestSpec.Host.named(move % 2 == 0 ? 'A' : 'B'));
      machine = migration.machine();
      int number = move;
      Event event = service.ask(agent -> agent.awaitSettled(number, LIMIT));
      Instant detected = Instant.ofEpochMilli(event.detectedAtMillis());
      double delay =
          Duration.between(migration.resumedAtInGuest(), detected).toNanos() / 1_000_000.0;
      double stolen =
          machine
                  .stolen()
                  .between(migration.resumedAt(), machine.clock().hostTime(detected))
                  .toNanos()
              / 1_000_000.0;
      delays.add(delay);
      withoutStolen.add(delay - stolen);
      System.out.printf(
          "%s, move %d: %s %.0f ms, %.0f of it stolen%n",
          interval, move, event.verdict(), delay, stolen);
    }
    new Figures("detection")
        .add(interval, "hostshift", "median", Measured.median(delays), "ms", MOVES)
        .add(interval, "hostshift", "worst", Collections.max(delays), "ms", MOVES)
        .add(
            interval,
            "hostshift",
            "median without what was stolen",
            Measured.median(withoutStolen),
            "ms",
            MOVES)
        .add(
            interval,
            "hostshift",
            "worst without what was stolen",
            Collections.max(withoutStolen),
            "ms",
            MOVES)
        .write();
    assertThat(service.count()).as("an event for each move").isEqualTo(MOVES);
  }
}
