package io.hostshift.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private static final Notice MOVE = new NoticeBuilder("x", "1").kind(NoticeKind.MIGRATION).build();
  private static final Notice END = new NoticeBuilder("x", "2").kind(NoticeKind.END).build();

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1000);
  private final Readiness readiness = new Readiness(clock::get);

  private void pass(long millis) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void shouldNotBeReadyForWhatNobodyWasToldOf() {
    assertThat(readiness.isReady(MOVE)).isFalse();
  }

  @Test
  void shouldGivePeopleAMomentToAskForTime() {
    readiness.told(MOVE, 60_000, false);
    assertThat(readiness.isReady(MOVE)).isFalse();
    pass(2_999);
    assertThat(readiness.isReady(MOVE)).isFalse();
    pass(1);

    assertThat(readiness.isReady(MOVE)).isTrue();
  }

  @Test
  void shouldTakeAtMostAQuarterOfAShortNoticeForThat() {
    readiness.told(MOVE, 4_000, false);
    pass(1_000);

    assertThat(readiness.isReady(MOVE)).isTrue();
  }

  @Test
  void shouldWaitUntilWhatIsToBePreparedIs() {
    readiness.told(MOVE, 60_000, true);
    pass(30_000);
    assertThat(readiness.isReady(MOVE)).isFalse();
    readiness.prepared(MOVE.key());

    assertThat(readiness.isReady(MOVE)).isTrue();
  }

  @Test
  void shouldEndAHoldByItself() {
    readiness.told(MOVE, 60_000, false);
    readiness.hold(10, "backup");
    pass(9_999);
    assertThat(readiness.isReady(MOVE)).isFalse();
    assertThat(readiness.why()).isEqualTo("backup");
    pass(1);

    assertThat(readiness.isReady(MOVE)).isTrue();
    assertThat(readiness.ready()).isFalse();
  }

  @Test
  void shouldHoldWhatIsAnnouncedLaterToo() {
    readiness.hold(10, "backup");
    readiness.told(MOVE, 60_000, false);
    pass(5_000);

    assertThat(readiness.isReady(MOVE)).isFalse();
  }

  @Test
  void shouldCutAHoldToAnHour() {
    readiness.told(MOVE, 60_000, false);
    readiness.hold(Integer.MAX_VALUE, null);
    pass(3_600_000);

    assertThat(readiness.holding()).isFalse();
  }

  @Test
  void shouldTakeAHoldOfNoTimeForNone() {
    readiness.told(MOVE, 60_000, false);
    readiness.hold(-5, "");
    pass(3_000);

    assertThat(readiness.isReady(MOVE)).isTrue();
  }

  @Test
  void shouldBeReadyForTheEndOnlyWhenSomebodyHasSaidSo() {
    readiness.told(END, 60_000, false);
    pass(50_000);
    assertThat(readiness.isReady(END)).isFalse();
    readiness.ready();

    assertThat(readiness.isReady(END)).isTrue();
  }

  @Test
  void shouldKeepNoMoreThanTheBeginningOfALongReason() {
    readiness.hold(10, "x".repeat(8 << 20));

    assertThat(readiness.why()).isEqualTo("x".repeat(200) + "... (8388608 characters)");
  }
}
