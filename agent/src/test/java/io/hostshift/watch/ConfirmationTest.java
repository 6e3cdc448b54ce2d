package io.hostshift.watch;

import static io.hostshift.watch.Ids.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Capacity;
import io.hostshift.host.Identifier;
import io.hostshift.source.Reading;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class ConfirmationTest {
  private static final Identifier A = instance("kvp.PhysicalHostName", "host-a");
  private static final Identifier B = instance("kvp.PhysicalHostName", "host-b");
  private static final Identifier C = instance("kvp.PhysicalHostName", "host-c");

  private final FakeSource kvp = new FakeSource("kvp").says(A);
  private final WatcherBench bench = WatcherBench.on(kvp);

  @Test
  void shouldNotBelieveASingleReading() {
    kvp.says(B);
    bench.poll();

    assertThat(bench.heard().changed()).isEmpty();
  }

  @Test
  void shouldAskAgainTwentyMillisecondsAfterADifference() {
    kvp.says(B);

    assertThat(bench.poll().nextStepNanos()).isEqualTo(20_000_000);
  }

  @Test
  void shouldLeaveTheScheduleAloneWhileNothingDiffers() {
    assertThat(bench.poll().nextStepNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldOpenAnEventOnTheSecondEqualReading() {
    kvp.says(B);
    bench.confirm();

    assertThat(bench.heard().changed()).singleElement().returns(1L, Event::sequence);
  }

  @Test
  void shouldNameBothValuesInTheChange() {
    kvp.says(B);
    bench.confirm();

    assertThat(bench.heard().last().changes())
        .singleElement()
        .hasToString("kvp.PhysicalHostName host-a -> host-b");
  }

  @Test
  void shouldForgetADifferenceThatIsGoneAtTheSecondReading() {
    kvp.saysOnce(B);
    bench.run(60_000);

    assertThat(bench.heard().changed()).isEmpty();
  }

  @Test
  void shouldReportTheValueThatStaysWhenOneFlickeredInBetween() {
    kvp.saysOnce(B).says(C);
    bench.run(1_000);

    assertThat(bench.heard().changed()).hasSize(1);
    assertThat(bench.watcher().profile().identifier(A.name())).isEqualTo(C);
  }

  @Test
  void shouldNotReportATransientFailureAsAChange() {
    kvp.givesOnce(Reading.failed("half written"));
    bench.run(60_000);

    assertThat(bench.heard().changed()).isEmpty();
  }

  @Test
  void shouldConfirmAgainWhenAFailureFellBetweenTheTwoReadings() {
    kvp.saysOnce(B).givesOnce(Reading.failed("half written")).saysOnce(B).says(A);
    bench.run(60_000);

    assertThat(bench.heard().changed()).isEmpty();
  }

  @Test
  void shouldConfirmAResizeWhileABalloonChangesTheMemory() {
    FakeSource capacity = new FakeSource("capacity").gives(size(8, 1));
    WatcherBench resized = WatcherBench.on(capacity);
    capacity.givesOnce(size(4, 2)).gives(size(4, 3));
    resized.confirm();

    assertThat(resized.heard().changed()).hasSize(1);
  }

  @Test
  void shouldConfirmAMoveWhenOnlyTheReasonOfAPartialReadingDiffers() {
    kvp.givesOnce(Reading.partial(Collections.singletonList(B), "pool 1 is in use")).says(B);
    bench.confirm();

    assertThat(bench.heard().changed()).hasSize(1);
  }

  @Test
  void shouldLeaveASourceThatNeverSaysTheSameTwiceToTheScheduleAfterASecond() {
    long soon = 0;
    for (int i = 0; i < 200; i++) {
      kvp.says(instance(A.name(), "host-" + i));
      soon += bench.poll().nextStepNanos() <= HostWatcher.CONFIRM_NANOS ? 1 : 0;
    }

    assertThat(soon * HostWatcher.CONFIRM_NANOS).isBetween(900_000_000L, 1_100_000_000L);
    assertThat(bench.heard().changed()).isEmpty();
  }

  @Test
  void shouldConfirmSoonAgainOnceSuchASourceHasCalmedDown() {
    for (int i = 0; i < 200; i++) {
      kvp.says(instance(A.name(), "host-" + i));
      bench.poll();
    }
    kvp.says(A);
    bench.confirm();
    kvp.says(B);

    assertThat(bench.poll().nextStepNanos()).isEqualTo(HostWatcher.CONFIRM_NANOS);
  }

  private static Reading size(int processors, long gigabytes) {
    return Reading.of(new Capacity(processors, processors, 0, gigabytes << 30, 0));
  }
}
