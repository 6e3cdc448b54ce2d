package io.hostshift.watch;

import static io.hostshift.watch.Ids.MARKER;
import static io.hostshift.watch.Ids.epoch;
import static io.hostshift.watch.Ids.instance;
import static io.hostshift.watch.Ids.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Identifier;
import org.junit.jupiter.api.Test;

class MatchTest {
  private static final Identifier B = instance("kvp.PhysicalHostName", "host-b");

  private final FakeSource kvp = new FakeSource("kvp").says(instance(B.name(), "host-a"));
  private final FakeSource cpuid = new FakeSource("cpuid").says(model("cpuid.brand", "x"));
  private final FakeSource vmclock = new FakeSource("vmclock").says(epoch(MARKER, "1"));
  private final FakeSource capacity = new FakeSource("capacity").measures(8, 0);

  private WatcherBench matching(Match match) {
    return WatcherBench.matching(match, kvp, cpuid, vmclock, capacity);
  }

  @Test
  void shouldDropAMoveToLikeHardwareWhenOnlyModelsMatter() {
    WatcherBench bench = matching(Match.MODEL);
    kvp.says(B);
    bench.run(60_000);

    assertThat(bench.heard().changed()).isEmpty();
    assertThat(bench.heard().settled()).isEmpty();
  }

  @Test
  void shouldUpdateTheProfileForADroppedEvent() {
    WatcherBench bench = matching(Match.MODEL);
    kvp.says(B);
    bench.run(60_000);

    assertThat(bench.watcher().profile().identifier(B.name())).isEqualTo(B);
  }

  @Test
  void shouldNoteTheHostOfADroppedEventInTheHistory() {
    WatcherBench bench = matching(Match.MODEL);
    kvp.says(B);
    bench.run(60_000);

    assertThat(bench.history().hosts(0)).hasSize(2);
  }

  @Test
  void shouldShowAnEventThatWasHiddenAtFirstOnceAModelJoins() {
    WatcherBench bench = matching(Match.MODEL);
    kvp.says(B);
    bench.confirm();
    cpuid.says(model("cpuid.brand", "y"));
    bench.confirm();

    assertThat(bench.heard().last().sequence()).isEqualTo(1);
    assertThat(bench.heard().last().changes()).hasSize(2);
  }

  @Test
  void shouldGiveNoNumberToADroppedEvent() {
    WatcherBench bench = matching(Match.MODEL);
    kvp.says(B);
    bench.run(60_000);
    cpuid.says(model("cpuid.brand", "y"));
    bench.confirm();

    assertThat(bench.heard().last().sequence()).isEqualTo(1);
  }

  @Test
  void shouldReportAModelWhenOnlyModelsMatter() {
    WatcherBench bench = matching(Match.MODEL);
    cpuid.says(model("cpuid.brand", "y"));
    bench.confirm();

    assertThat(bench.heard().changed()).hasSize(1);
  }

  @Test
  void shouldDropAModelWhenOnlyInstancesMatter() {
    WatcherBench bench = matching(Match.INSTANCE);
    cpuid.says(model("cpuid.brand", "y"));
    bench.run(60_000);

    assertThat(bench.heard().changed()).isEmpty();
  }

  @Test
  void shouldDropACounterWhenOnlyInstancesMatter() {
    WatcherBench bench = matching(Match.INSTANCE);
    vmclock.says(epoch(MARKER, "2"));
    bench.run(60_000);

    assertThat(bench.heard().changed()).isEmpty();
  }

  @Test
  void shouldReportAnInstanceWhenOnlyInstancesMatter() {
    WatcherBench bench = matching(Match.INSTANCE);
    kvp.says(B);
    bench.confirm();

    assertThat(bench.heard().changed()).hasSize(1);
  }

  @Test
  void shouldReportAResizeWhateverMatters() {
    WatcherBench bench = matching(Match.INSTANCE);
    capacity.measures(4, 0);
    bench.confirm();

    assertThat(bench.heard().last().verdict()).isEqualTo(Verdict.RESIZED);
  }

  @Test
  void shouldReportAMoveToLikeHardwareOnWhichTheVmHasAnotherSize() {
    WatcherBench bench = matching(Match.MODEL);
    kvp.says(B);
    capacity.measures(4, 0);
    bench.confirm();

    assertThat(bench.heard().changed()).hasSize(1);
  }
}
