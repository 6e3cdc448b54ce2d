package io.hostshift.watch;

import static io.hostshift.watch.Ids.MARKER;
import static io.hostshift.watch.Ids.epoch;
import static io.hostshift.watch.Ids.instance;
import static io.hostshift.watch.Ids.model;
import static io.hostshift.watch.Ids.vm;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Change;
import io.hostshift.host.Identifier;
import org.junit.jupiter.api.Test;

class JoiningTest {
  private static final Identifier A = instance("kvp.PhysicalHostName", "host-a");
  private static final Identifier B = instance("kvp.PhysicalHostName", "host-b");
  private static final Identifier C = instance("kvp.PhysicalHostName", "host-c");

  private final FakeSource vmclock = new FakeSource("vmclock").says(epoch(MARKER, "1"));
  private final FakeSource kvp = new FakeSource("kvp").says(A);
  private final FakeSource dmi = new FakeSource("dmi").says(vm("dmi.product_uuid", "u1"));
  private final WatcherBench bench = WatcherBench.on(vmclock, kvp, dmi);

  private void disrupt() {
    vmclock.says(epoch(MARKER, "2"));
    bench.confirm();
  }

  @Test
  void shouldRaiseTheVerdictOfTheSameEventWhenTheHostNameFollows() {
    disrupt();
    kvp.says(B);
    bench.run(3_000);

    assertThat(bench.heard().changed())
        .extracting(Event::sequence, Event::verdict)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, Verdict.DISRUPTED),
            org.assertj.core.groups.Tuple.tuple(1L, Verdict.MIGRATED));
  }

  @Test
  void shouldListAllChangesInTheOrderInWhichTheyWereNoticed() {
    disrupt();
    kvp.says(B);
    bench.run(3_000);

    assertThat(bench.heard().last().changes())
        .extracting(Change::name)
        .containsExactly(MARKER, "kvp.PhysicalHostName");
  }

  @Test
  void shouldKeepTheTimeOfTheFirstChangeWhenOthersJoin() {
    disrupt();
    long first = bench.heard().last().detectedAtMillis();
    kvp.says(B);
    bench.run(3_000);

    assertThat(bench.heard().last().detectedAtMillis()).isEqualTo(first);
  }

  @Test
  void shouldNotLowerAVerdict() {
    dmi.says(vm("dmi.product_uuid", "u2"));
    bench.confirm();
    kvp.says(B);
    bench.run(3_000);

    assertThat(bench.heard().last().verdict()).isEqualTo(Verdict.RESTORED);
  }

  @Test
  void shouldKeepTheHostBeforeTheEventAsItsOrigin() {
    disrupt();
    kvp.says(B);
    bench.run(3_000);

    assertThat(bench.heard().last().from().identifier(A.name())).isEqualTo(A);
    assertThat(bench.heard().last().to().identifier(A.name())).isEqualTo(B);
  }

  @Test
  void shouldBeOneEventWhenAMoveFallsBetweenTheReadingsOfTwoSources() {
    // The first source was read before the move in this poll, the second after it.
    vmclock.saysOnce(epoch(MARKER, "1")).says(epoch(MARKER, "2"));
    kvp.says(B);
    bench.run(60_000);

    assertThat(bench.heard().settled()).hasSize(1);
    assertThat(bench.heard().last().changes()).hasSize(2);
  }

  @Test
  void shouldOpenANewEventWhenAnIdentifierChangesASecondTime() {
    kvp.says(B);
    bench.confirm();
    kvp.says(C);
    bench.confirm();

    assertThat(bench.heard().changed()).extracting(Event::sequence).containsExactly(1L, 2L);
    assertThat(bench.heard().settled()).extracting(Event::sequence).containsExactly(1L);
  }

  @Test
  void shouldOpenANewEventWhenTheVmMovesBackWithinTheTime() {
    kvp.says(B);
    bench.confirm();
    kvp.says(A);
    bench.confirm();

    assertThat(bench.heard().last().sequence()).isEqualTo(2);
    assertThat(bench.heard().last().from().identifier(A.name())).isEqualTo(B);
  }

  @Test
  void shouldJoinCapacityAndIdentifierToAMigration() {
    FakeSource capacity = new FakeSource("capacity").measures(8, 0);
    WatcherBench sized = WatcherBench.on(kvp, capacity);
    capacity.measures(4, 0);
    sized.confirm();
    kvp.says(B);
    sized.confirm();

    assertThat(sized.heard().changed())
        .extracting(Event::verdict)
        .containsExactly(Verdict.RESIZED, Verdict.MIGRATED);
    assertThat(sized.heard().last().sequence()).isEqualTo(1);
  }

  @Test
  void shouldShowInTheSettledEventWhatWasLearntOfTheNewHostMeanwhile() {
    FakeSource late = new FakeSource("file").fails();
    WatcherBench learning = WatcherBench.on(kvp, late);
    kvp.says(B);
    learning.confirm();
    late.says(model("file.model.rack", "r7"));
    learning.run(2_000).settle();

    assertThat(learning.heard().settled().get(0).to().host())
        .containsEntry("file.model.rack", "r7");
  }
}
