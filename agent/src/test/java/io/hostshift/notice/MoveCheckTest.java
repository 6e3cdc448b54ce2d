package io.hostshift.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MoveCheckTest {
  private static final long LIMIT_MILLIS = 50_000;

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1000);
  private final Readiness readiness = new Readiness(clock::get);
  private final MoveCheck check = new MoveCheck(readiness, clock::get, LIMIT_MILLIS);

  private void pass(long millis) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void shouldPassWhenNobodyHasAskedForTimeWithinAMoment() {
    pass(2_999);
    assertThat(check.verdict()).isNull();
    pass(1);

    assertThat(check.verdict()).isEmpty();
  }

  @Test
  void shouldTakeAtMostAQuarterOfAShortLimitForThat() {
    MoveCheck brief = new MoveCheck(readiness, clock::get, 4_000);
    pass(1_000);

    assertThat(brief.verdict()).isEmpty();
  }

  @Test
  void shouldRefuseAtOnceWhatIsHeldForLongerThanTheQuestionWaits() {
    readiness.hold(300, "backup");

    assertThat(check.verdict()).isEqualTo("held for another 301 s: backup");
  }

  @Test
  void shouldRefuseWithoutAReasonToo() {
    readiness.hold(300, null);

    assertThat(check.verdict()).isEqualTo("held for another 301 s");
  }

  @Test
  void shouldWaitForAHoldThatEndsInTime() {
    readiness.hold(40, "backup");
    pass(39_000);
    assertThat(check.verdict()).isNull();
    readiness.ready();

    assertThat(check.verdict()).isEmpty();
  }

  @Test
  void shouldRefuseWhenAHoldIsMadeLonger() {
    readiness.hold(40, "backup");
    pass(39_000);
    assertThat(check.verdict()).isNull();
    readiness.hold(40, "more");

    assertThat(check.verdict()).isEqualTo("held for another 41 s: more");
  }

  @Test
  void shouldBeDecidedAtTheLimitWhateverIsHeld() {
    for (int i = 0; i < 100 && check.verdict() == null; i++) {
      readiness.hold(1, "again");
      pass(900);
    }

    assertThat(check.verdict()).isEqualTo("held for another 1 s: again");
  }

  @Test
  void shouldTellWhoeverHoldsThatAMoveIsAskedAbout() {
    assertThat(readiness.checking()).isTrue();
    check.end();

    assertThat(readiness.checking()).isFalse();
  }
}
