package io.hostshift.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.FakeClock;
import io.hostshift.host.MigrationModel;
import io.hostshift.notice.DrmgrHooks.Call;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What drmgr's hook tells, phase by phase, in the orders in which drmgr runs them. */
class DrmgrHooksTest {
  private static final long WAIT_MILLIS = 50_000;

  private final FakeClock clock = new FakeClock();
  private final DrmgrHooks hooks = new DrmgrHooks(true, clock::nanos, clock::millis);
  private final NoticeBench jvm =
      new NoticeBench(hooks, clock, readiness -> Answering.forItself(readiness, true));

  private void call(Call call) {
    hooks.call(call, WAIT_MILLIS);
    jvm.step();
  }

  /** Whether the hook would go on now, without waiting. */
  private boolean answered(DrmgrHooks of) throws Exception {
    CompletableFuture<Boolean> answer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return of.awaitAnswer();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    try {
      return answer.get(200, TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      answer.cancel(true);
      return false;
    }
  }

  @Test
  void shouldKnowThePhasesOfDrmgr() {
    assertThat(Call.of("check")).isEqualTo(Call.CHECK);
    assertThat(Call.of("undocheck")).isEqualTo(Call.UNDOCHECK);
    assertThat(Call.of("pre")).isEqualTo(Call.PRE);
    assertThat(Call.of("post")).isEqualTo(Call.POST);
    assertThat(Call.of("PRE")).isNull();
    assertThat(Call.of("")).isNull();
  }

  @Test
  void shouldTellOneMigrationFromTheCheckToTheEnd() {
    call(Call.CHECK);
    assertThat(jvm.last())
        .returns(Phase.ANNOUNCED, Notice::phase)
        .returns(NoticeKind.MIGRATION, Notice::kind)
        .returns(0L, Notice::expectUntilMillis)
        .returns(false, Notice::waits);
    clock.advanceMillis(20_000);
    call(Call.PRE);
    assertThat(jvm.last()).returns(true, Notice::acknowledged);
    call(Call.POST);

    assertThat(jvm.last()).returns(Phase.ENDED, Notice::phase);
    assertThat(jvm.heard()).extracting(Notice::key).containsOnly(jvm.last().key());
    assertThat(jvm.complaints()).isEmpty();
  }

  @Test
  void shouldSayThatItIsCancelledWhenAHookHasRefused() {
    call(Call.CHECK);
    call(Call.UNDOCHECK);

    assertThat(jvm.last()).returns(Phase.CANCELLED, Notice::phase);
  }

  @Test
  void shouldSayThatItIsCancelledWhenNothingFollowsTheCheck() {
    call(Call.CHECK);
    clock.advanceMillis(DrmgrHooks.EXPECT_MILLIS - 1);
    assertThat(jvm.step().last()).returns(Phase.ANNOUNCED, Notice::phase);
    clock.advanceMillis(1);

    assertThat(jvm.step().last()).returns(Phase.CANCELLED, Notice::phase);
  }

  @Test
  void shouldTakeTwoChecksForOneMigration() {
    call(Call.CHECK);
    clock.advanceMillis(DrmgrHooks.EXPECT_MILLIS / 2);
    call(Call.CHECK);
    clock.advanceMillis(DrmgrHooks.EXPECT_MILLIS - 1);
    jvm.step();

    assertThat(jvm.heard()).hasSize(1);
  }

  @Test
  void shouldEndAMigrationWhoseEndWasNotTold() {
    call(Call.PRE);
    clock.advanceMillis(DrmgrHooks.EXPECT_MILLIS);

    assertThat(jvm.step().last()).returns(Phase.ENDED, Notice::phase);
  }

  @Test
  void shouldBeginAnotherMigrationWithACheckWhereTheEndWasNotTold() {
    call(Call.PRE);
    Notice first = jvm.last();
    clock.advanceMillis(60_000);
    call(Call.CHECK);

    assertThat(jvm.heard())
        .filteredOn(notice -> notice.key().equals(first.key()))
        .last()
        .returns(Phase.ENDED, Notice::phase);
    assertThat(jvm.last().key()).isNotEqualTo(first.key());
  }

  @Test
  void shouldTellAJvmThatHasMissedTheCheck() {
    call(Call.PRE);

    assertThat(jvm.last())
        .returns(NoticeKind.MIGRATION, Notice::kind)
        .returns(clock.millis() + WAIT_MILLIS, Notice::limitMillis);
  }

  @Test
  void shouldExpectTheMoveWhereOnlyTheBeginningWasMissed() {
    call(Call.CHECK);
    call(Call.POST);

    assertThat(jvm.last()).returns(Phase.ENDED, Notice::phase);
    assertThat(jvm.last().expectUntilMillis()).isPositive();
  }

  @Test
  void shouldSayNothingOfAnEndThatNothingWentBefore() {
    call(Call.POST);
    call(Call.UNDOCHECK);

    assertThat(jvm.heard()).isEmpty();
  }

  @Test
  void shouldHaveTheMoveWaitForAHoldAndGoOnWhenItEnds() throws Exception {
    jvm.readiness().hold(30, "backup");
    call(Call.PRE);
    assertThat(answered(hooks)).isFalse();
    clock.advanceMillis(20_000);
    jvm.step();
    assertThat(answered(hooks)).isFalse();
    jvm.readiness().ready();
    jvm.step();

    assertThat(answered(hooks)).isTrue();
    assertThat(jvm.last()).returns(true, Notice::acknowledged);
  }

  @Test
  void shouldWaitNoLongerThanTheHookWhateverIsHeld() throws Exception {
    jvm.readiness().hold(3_000, "backup");
    call(Call.PRE);
    clock.advanceMillis(WAIT_MILLIS);

    // Returns at once, and says that nobody is ready.
    assertThat(hooks.awaitAnswer()).isFalse();
    assertThat(jvm.step().last()).returns(false, Notice::acknowledged);
  }

  /** The kernel was not ready, so that drmgr begins again. */
  @Test
  void shouldNotWaitAgainWhereTheBeginningIsToldAgain() throws Exception {
    jvm.readiness().hold(3_000, "backup");
    call(Call.PRE);
    clock.advanceMillis(WAIT_MILLIS);
    call(Call.PRE);

    assertThat(hooks.awaitAnswer()).isFalse();
    assertThat(jvm.heard()).hasSize(1);
  }

  @Test
  void shouldNotHaveTheMoveWaitWhereTheAgentOnlyListens() throws Exception {
    DrmgrHooks listening = new DrmgrHooks(false, clock::nanos, clock::millis);
    NoticeBench other =
        new NoticeBench(listening, clock, readiness -> Answering.forItself(readiness, false));
    other.readiness().hold(3_000, "backup");
    listening.call(Call.PRE, WAIT_MILLIS);
    other.step();

    assertThat(listening.awaitAnswer()).isTrue();
    assertThat(other.last()).returns(false, Notice::acknowledged).returns(0L, Notice::limitMillis);
  }

  @Test
  void shouldNotHaveTheMoveWaitForAnAgentThatIsTakenOut() throws Exception {
    jvm.readiness().hold(3_000, "backup");
    call(Call.PRE);
    hooks.close();

    assertThat(hooks.awaitAnswer()).isTrue();
  }

  @Test
  void shouldBeCooperativeOnceAHookHasCalled() {
    jvm.step();
    assertThat(jvm.channel().model()).isEqualTo(MigrationModel.TRANSPARENT);
    call(Call.CHECK);

    assertThat(jvm.channel().model()).isEqualTo(MigrationModel.COOPERATIVE);
  }
}
