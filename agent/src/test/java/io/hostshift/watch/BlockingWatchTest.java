package io.hostshift.watch;

import static io.hostshift.watch.Ids.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Identifier;
import io.hostshift.source.ReadState;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BlockingWatchTest {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Identifier A = instance("blockserial.vda", "a");
  private static final Identifier B = instance("blockserial.vda", "b");

  private final FakeSource disk = new FakeSource("blockserial").says(A);
  private final WatcherBench bench = WatcherBench.on();
  private final BlockingWatch blocking =
      new BlockingWatch(Collections.singletonList(disk), bench.clock(), INTERVAL_NANOS);

  /** Whether it is to be read again soon. */
  private boolean step() {
    long due = blocking.steps().get(0).take(bench.watcher().profile());
    assertThat(due).isIn(INTERVAL_NANOS, HostWatcher.CONFIRM_NANOS);
    return due == HostWatcher.CONFIRM_NANOS;
  }

  private void baseline() {
    step();
    bench.poll(blocking.drain());
  }

  @Test
  void shouldTakeTheFirstAnswerAsTheBaseline() {
    baseline();

    assertThat(bench.watcher().profile().identifier(A.name())).isEqualTo(A);
    assertThat(bench.heard().changed()).isEmpty();
  }

  @Test
  void shouldHaveNothingNewToSayWhileNothingChanges() {
    baseline();
    step();

    assertThat(blocking.hasAnswers()).isFalse();
  }

  @Test
  void shouldAskToReadAgainSoonAfterADifference() {
    baseline();
    disk.says(B);

    assertThat(step()).isTrue();
    assertThat(blocking.hasAnswers()).isFalse();
  }

  @Test
  void shouldAnswerWhenASecondReadIsEqual() {
    baseline();
    disk.says(B);
    step();

    assertThat(step()).isFalse();
    assertThat(blocking.hasAnswers()).isTrue();
  }

  @Test
  void shouldOpenOneEventForOneChange() {
    baseline();
    disk.says(B);
    step();
    step();
    bench.poll(blocking.drain());
    step();
    bench.poll(blocking.drain());

    assertThat(bench.heard().changed()).singleElement().returns(Verdict.MIGRATED, Event::verdict);
  }

  @Test
  void shouldOpenOneEventWhenTheWatcherTakesAnswersLate() {
    baseline();
    disk.says(B);
    for (int i = 0; i < 7; i++) {
      step();
    }
    bench.poll(blocking.drain());
    bench.poll(blocking.drain());

    assertThat(bench.heard().changed()).hasSize(1);
  }

  @Test
  void shouldDrainAnAnswerOnlyOnce() {
    step();
    blocking.drain();

    assertThat(blocking.drain()).isEmpty();
  }

  @Test
  void shouldNotReportAReadThatFails() {
    baseline();
    disk.fails();
    step();
    step();
    bench.poll(blocking.drain());

    assertThat(bench.heard().changed()).isEmpty();
    assertThat(blocking.sources()).singleElement().returns(ReadState.FAILED, SourceStatus::state);
  }

  @Test
  void shouldHaveNoStepsWithoutSources() {
    assertThat(new BlockingWatch(Collections.emptyList(), bench.clock(), 1).steps()).isEmpty();
  }
}
