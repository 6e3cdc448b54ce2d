package io.hostshift.watch;

import static io.hostshift.watch.Ids.instance;
import static io.hostshift.watch.Ids.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.FakeClock;
import io.hostshift.host.Identifier;
import org.junit.jupiter.api.Test;

class SettlingTest {
  private static final Identifier A = instance("kvp.PhysicalHostName", "host-a");
  private static final Identifier B = instance("kvp.PhysicalHostName", "host-b");

  private final FakeSource kvp = new FakeSource("kvp").says(A);
  private final FakeSource cpuid = new FakeSource("cpuid").says(model("cpuid.brand", "x"));
  private final WatcherBench bench = WatcherBench.on(kvp, cpuid);

  private void move() {
    kvp.says(B);
    bench.confirm();
  }

  @Test
  void shouldNotSettleBeforeTheTimeHasPassed() {
    move();
    bench.clock().advanceMillis(9_999);
    bench.poll();

    assertThat(bench.heard().settled()).isEmpty();
  }

  @Test
  void shouldSettleWhenTheTimeHasPassed() {
    move();
    bench.settle();

    assertThat(bench.heard().settled())
        .singleElement()
        .returns(FakeClock.START_MILLIS + 20, Event::detectedAtMillis)
        .returns(FakeClock.START_MILLIS + 10_020, Event::settledAtMillis);
  }

  @Test
  void shouldSayThatAnOpenEventHasNotSettled() {
    move();

    assertThat(bench.heard().last().settledAtMillis()).isZero();
  }

  @Test
  void shouldAskForTheStepAtWhichAnEventSettles() {
    move();

    assertThat(bench.nextStepNanos()).isEqualTo(10_000_000_000L);
  }

  @Test
  void shouldNotSettleLaterBecauseOthersJoined() {
    move();
    bench.clock().advanceMillis(9_000);
    cpuid.says(model("cpuid.brand", "y"));
    bench.confirm();
    bench.clock().advanceMillis(980);
    bench.poll();

    assertThat(bench.heard().settled()).hasSize(1);
  }

  @Test
  void shouldOpenANewEventForWhatComesAfterwards() {
    move();
    bench.settle();
    cpuid.says(model("cpuid.brand", "y"));
    bench.confirm();

    assertThat(bench.heard().last().sequence()).isEqualTo(2);
  }

  @Test
  void shouldSettleAtOnceWhenNothingMayJoin() {
    WatcherBench hasty = new WatcherBench(Match.ANY, 0, kvp);
    kvp.says(B);
    hasty.confirm();

    assertThat(hasty.heard().settled()).hasSize(1);
  }

  @Test
  void shouldSettleOnlyOnce() {
    move();
    bench.run(60_000);

    assertThat(bench.heard().settled()).hasSize(1);
  }

  @Test
  void shouldReportSizesOfProcessorsAndMemoryAsResized() {
    FakeSource capacity = new FakeSource("capacity").measures(8, 1 << 30);
    WatcherBench sized = WatcherBench.on(capacity);
    capacity.measures(4, 1 << 29);
    sized.confirm();

    assertThat(sized.heard().last().verdict()).isEqualTo(Verdict.RESIZED);
    assertThat(sized.heard().last().changes())
        .extracting(Object::toString)
        .containsExactly(
            "capacity.processors 8 -> 4", "capacity.memoryLimitBytes 1073741824 -> 536870912");
  }

  @Test
  void shouldReportAMemoryLimitAloneAsResized() {
    FakeSource capacity = new FakeSource("capacity").measures(8, 1 << 30);
    WatcherBench sized = WatcherBench.on(capacity);
    capacity.measures(8, 1 << 29);
    sized.confirm();

    assertThat(sized.heard().last().verdict()).isEqualTo(Verdict.RESIZED);
  }

  @Test
  void shouldSayAtOnceWhereTheVmIsAndThatItHasNotSettled() {
    long before = bench.clock().millis();
    move();

    assertThat(bench.hosts()).extracting(KnownHost::settled).containsExactly(true, false);
    assertThat(bench.hosts().get(0).lastSeenMillis()).isEqualTo(before + 20);
    assertThat(bench.hosts().get(1))
        .returns(before + 20, KnownHost::firstSeenMillis)
        .returns(bench.clock().millis(), KnownHost::lastSeenMillis)
        .extracting(KnownHost::identifiers)
        .isEqualTo(bench.watcher().profile().host());
  }

  @Test
  void shouldSayOfTheUnsettledHostWhatHasJoined() {
    move();
    cpuid.says(model("cpuid.brand", "y"));
    bench.confirm();

    assertThat(bench.hosts()).hasSize(2);
    assertThat(bench.hosts().get(1).identifiers()).containsEntry("cpuid.brand", "y");

    bench.settle();

    assertThat(bench.hosts()).extracting(KnownHost::settled).containsExactly(true, true);
  }

  @Test
  void shouldBeSettledWhereOnlyTheCapacityOrNothingChanged() {
    bench.watcher().simulate();
    bench.poll();

    assertThat(bench.hosts()).extracting(KnownHost::settled).containsExactly(true);
  }
}
