package io.hostshift.watch;

import static io.hostshift.watch.Ids.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Identifier;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final Identifier A = instance("kvp.PhysicalHostName", "host-a");
  private static final Identifier B = instance("kvp.PhysicalHostName", "host-b");

  private final FakeSource kvp = new FakeSource("kvp").says(A);
  private final WatcherBench bench = WatcherBench.on(kvp);

  @Test
  void shouldReportAMigrationThatSaysThatItIsSimulated() {
    bench.watcher().simulate();

    assertThat(bench.heard().last())
        .returns(true, Event::simulated)
        .returns(Verdict.MIGRATED, Event::verdict)
        .returns(1L, Event::sequence);
  }

  @Test
  void shouldNameNoChangeInASimulatedMigration() {
    bench.watcher().simulate();

    assertThat(bench.heard().last().changes()).isEmpty();
  }

  @Test
  void shouldSettleASimulatedMigration() {
    bench.watcher().simulate();
    bench.run(20_000);

    assertThat(bench.heard().settled()).singleElement().returns(true, Event::simulated);
  }

  @Test
  void shouldSettleTheOpenEventBeforeASimulatedOne() {
    kvp.says(B);
    bench.confirm();
    bench.watcher().simulate();

    assertThat(bench.heard().settled()).extracting(Event::sequence).containsExactly(1L);
    assertThat(bench.heard().last().sequence()).isEqualTo(2);
  }

  @Test
  void shouldPlayAMigrationWhicheverMovesMatter() {
    WatcherBench strict = WatcherBench.matching(Match.INSTANCE, kvp);
    strict.watcher().simulate();

    assertThat(strict.heard().changed()).hasSize(1);
  }

  @Test
  void shouldReportARealMoveDuringASimulatedOneAsAnEventOfItsOwn() {
    bench.watcher().simulate();
    kvp.says(B);
    bench.confirm();

    assertThat(bench.heard().last()).returns(2L, Event::sequence).returns(false, Event::simulated);
    assertThat(bench.heard().settled()).extracting(Event::sequence).containsExactly(1L);
  }
}
