package io.hostshift.pause;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StallMeterTest {
  private final FakeCounters counters = new FakeCounters();
  private final StallMeter meter = new StallMeter(counters);
  private long begin;

  @BeforeEach
  void runAWhile() {
    begin = counters.nanos;
    steps(10);
  }

  private void steps(int count) {
    for (int i = 0; i < count; i++) {
      meter.step();
      counters.pass(20);
    }
  }

  /** The thread wakes this much too late. */
  private void late(long millis) {
    counters.pass(millis);
    meter.step();
  }

  private Pause pause() {
    return meter.between(begin, counters.nanos, counters.nanos);
  }

  @Test
  void shouldCallAStallABlackoutThatNothingInTheGuestExplains() {
    late(300);

    assertThat(pause().cause()).isEqualTo(Pause.Cause.BLACKOUT);
    assertThat(pause().stallNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
  }

  @Test
  void shouldCallAStallACollectionThatACollectionExplains() {
    counters.collectionMillis += 290;
    counters.safepointMillis += 291;
    late(300);

    assertThat(pause().cause()).isEqualTo(Pause.Cause.GC);
    assertThat(pause().collectionNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(290));
  }

  @Test
  void shouldCallAStallABlackoutThatACollectionExplainsOnlyInPart() {
    counters.collectionMillis += 40;
    counters.safepointMillis += 41;
    late(300);

    assertThat(pause().cause()).isEqualTo(Pause.Cause.BLACKOUT);
  }

  @Test
  void shouldNotKnowTheCauseOfAStallAtAnotherSafepoint() {
    counters.safepointMillis += 280;
    late(300);

    assertThat(pause().cause()).isEqualTo(Pause.Cause.UNKNOWN);
    assertThat(pause().reason()).contains("safepoint");
  }

  @Test
  void shouldNotTakeABusyGuestForABlackout() {
    counters.waitedMillis += 250;
    late(300);

    assertThat(pause().cause()).isEqualTo(Pause.Cause.UNKNOWN);
    assertThat(pause().reason()).isEqualTo("no processor of the guest was free");
  }

  @Test
  void shouldNotKnowTheCauseWhereTheJvmDoesNotTellOfSafepoints() {
    counters.safepointMillis = -1;
    steps(2);
    late(300);

    assertThat(pause().cause()).isEqualTo(Pause.Cause.UNKNOWN);
    assertThat(pause().reason()).contains("does not tell");
  }

  @Test
  void shouldSayThatAStallMayNotBeSeenWhereNoneWas() {
    steps(10);

    assertThat(pause().cause()).isEqualTo(Pause.Cause.UNKNOWN);
    assertThat(pause().reason()).contains("where the guest's clocks stop with it, none can be");
    assertThat(pause().stallNanos()).isZero();
  }

  @Test
  void shouldTakeAWallClockSetAheadForTheTraceOfABlackout() {
    counters.wallMillis += 7_900;
    steps(2);

    assertThat(pause().cause()).isEqualTo(Pause.Cause.BLACKOUT);
    assertThat(pause().clockStepNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(7_900));
  }

  @Test
  void shouldNotTakeAWallClockSetBackForABlackout() {
    counters.wallMillis -= 7_900;
    steps(2);

    assertThat(pause().cause()).isEqualTo(Pause.Cause.UNKNOWN);
  }

  @Test
  void shouldNotCountAStallOfAnotherTime() {
    late(300);
    steps(10);
    begin = counters.nanos;
    steps(10);

    assertThat(pause().stallNanos()).isZero();
  }

  @Test
  void shouldTakeTheLongestOfSeveralStalls() {
    late(100);
    steps(2);
    counters.collectionMillis += 400;
    late(400);
    steps(2);

    assertThat(pause().cause()).isEqualTo(Pause.Cause.GC);
  }

  @Test
  void shouldSayThatNothingWasMeasured() {
    assertThat(Pause.NOT_MEASURED.cause()).isEqualTo(Pause.Cause.UNKNOWN);
    assertThat(Pause.NOT_MEASURED.reason()).contains("nothing was measured");
  }

  @Test
  void shouldKeepABoundedNumberOfStalls() {
    for (int i = 0; i < 10_000; i++) {
      late(1_000);
    }
    assertThat(pause().stallNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1_000 - 20));
  }
}
