package io.hostshift.watch;

import static io.hostshift.watch.Ids.instance;
import static io.hostshift.watch.Ids.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Capacity;
import io.hostshift.host.Identifier;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import org.junit.jupiter.api.Test;

class MissingTest {
  private static final Identifier A = instance("kvp.PhysicalHostName", "host-a");
  private static final Identifier B = instance("kvp.PhysicalHostName", "host-b");
  private static final Identifier OS = model("kvp.HostingSystemOsMajor", "10");

  private final FakeSource kvp = new FakeSource("kvp").says(A, OS);
  private final WatcherBench bench = WatcherBench.on(kvp);

  @Test
  void shouldNotReportASourceThatFallsSilent() {
    kvp.fails();
    bench.run(60_000);

    assertThat(bench.heard().changed()).isEmpty();
  }

  @Test
  void shouldKeepTheLastValueOfASourceThatFallsSilent() {
    kvp.fails();
    bench.run(1_000);

    assertThat(bench.watcher().profile().identifier(A.name())).isEqualTo(A);
  }

  @Test
  void shouldSayWhyASourceFellSilent() {
    kvp.fails();
    bench.poll();

    assertThat(bench.watcher().sources())
        .singleElement()
        .returns(ReadState.FAILED, SourceStatus::state)
        .returns("fails as told", SourceStatus::reason);
  }

  @Test
  void shouldNotReportASourceThatReturnsWithTheSameValue() {
    kvp.fails();
    bench.run(5_000);
    kvp.says(A, OS);
    bench.run(60_000);

    assertThat(bench.heard().changed()).isEmpty();
  }

  @Test
  void shouldReportASourceThatReturnsWithAnotherValue() {
    kvp.fails();
    bench.run(5_000);
    kvp.says(B, OS);
    bench.confirm();

    assertThat(bench.heard().last().changes())
        .singleElement()
        .hasToString("kvp.PhysicalHostName host-a -> host-b");
  }

  @Test
  void shouldNotReportAnIdentifierThatIsLeftOut() {
    kvp.says(OS);
    bench.run(60_000);

    assertThat(bench.heard().changed()).isEmpty();
  }

  @Test
  void shouldReportAnIdentifierThatWasLeftOutAndReturnsWithAnotherValue() {
    kvp.says(OS);
    bench.run(5_000);
    kvp.says(B, OS);
    bench.confirm();

    assertThat(bench.heard().changed()).hasSize(1);
  }

  @Test
  void shouldNotReportASourceThatIsReadForTheFirstTimeAfterTheStart() {
    FakeSource late = new FakeSource("late").fails();
    WatcherBench other = WatcherBench.on(late);
    late.says(A);
    other.run(60_000);

    assertThat(other.heard().changed()).isEmpty();
    assertThat(other.watcher().profile().identifier(A.name())).isEqualTo(A);
  }

  @Test
  void shouldReportAChangeOfASourceThatWasFirstReadAfterTheStart() {
    FakeSource late = new FakeSource("late").fails();
    WatcherBench other = WatcherBench.on(late);
    late.says(A);
    other.run(5_000);
    late.says(B);
    other.confirm();

    assertThat(other.heard().changed()).hasSize(1);
  }

  @Test
  void shouldKeepTheProcessorsWhenOnlyTheMemoryCanStillBeRead() {
    FakeSource capacity = new FakeSource("capacity").measures(8, 0);
    WatcherBench sized = WatcherBench.on(capacity);
    capacity.gives(Reading.of(new Capacity(0, 0, 0, 1L << 34, 0)));
    sized.run(5_000);

    assertThat(sized.watcher().profile().capacity().processors()).isEqualTo(8);
  }

  @Test
  void shouldReportProcessorsThatReturnWithAnotherNumber() {
    FakeSource capacity = new FakeSource("capacity").measures(8, 0);
    WatcherBench sized = WatcherBench.on(capacity);
    capacity.gives(Reading.of(new Capacity(0, 0, 0, 1L << 34, 0)));
    sized.run(5_000);
    capacity.measures(4, 0);
    sized.confirm();

    assertThat(sized.heard().last().changes())
        .singleElement()
        .hasToString("capacity.processors 8 -> 4");
  }
}
