package io.hostshift.tune.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class HookedCountTest {
  private static final int SYSTEM = 8;

  private final FakeHook hook = new FakeHook();

  private HookedCount count(boolean explicit, boolean headroom, String because) {
    return new HookedCount(
        hook, () -> explicit, headroom, new OwnCount(() -> SYSTEM, false), because);
  }

  private static Target target(int processors) {
    return new Target(SYSTEM, processors, Collections.emptyMap());
  }

  @Test
  void shouldHookNothingWhereTheSystemsNumberIsWanted() throws IOException {
    HookedCount count = count(false, false, "");
    count.move(target(SYSTEM));

    assertThat(hook.number()).isZero();
    assertThat(count.plan(target(SYSTEM)))
        .returns("the JVM follows the system", Status::reason)
        .returns("hook", Status::lever);
  }

  @Test
  void shouldAnswerWithTheNumberThatARuleWants() throws IOException {
    HookedCount count = count(false, false, "");
    count.move(target(3));

    assertThat(count.plan(target(3)))
        .returns(SettingState.APPLIED, Status::state)
        .returns((long) SYSTEM, Status::atStart)
        .returns(3L, Status::current)
        .returns("hook: 4 call sites in 2 classes", Status::lever)
        .returns("", Status::reason);
  }

  @Test
  void shouldLetTheJvmAnswerAgainAfterARuleThatDoesNot() throws IOException {
    HookedCount count = count(false, false, "");
    count.move(target(3));
    count.move(target(SYSTEM));

    assertThat(hook.number()).isZero();
  }

  @Test
  void shouldLeaveANumberFromTheCommandLineAlone() {
    assertThat(count(true, false, "").plan(target(3)))
        .returns(SettingState.LEFT, Status::state)
        .returns("set on the command line", Status::reason);
  }

  @Test
  void shouldAnswerWithTheSystemsNumberWhereAnotherOneIsOnlyHeadroom() throws IOException {
    count(true, true, "").move(target(SYSTEM));

    assertThat(hook.number()).isEqualTo(SYSTEM);
  }

  @Test
  void shouldSayWhyItIsNotTheFlagAndWhatIsNotReached() throws IOException {
    HookedCount count = count(false, false, "the JVM's memory cannot be read");
    hook.failure = "1 class could not be hooked, the first a.A: VerifyError";
    hook.unreached.add("a.B.SIZE");
    count.move(target(3));

    assertThat(count.plan(target(3)).reason())
        .isEqualTo(
            "not by the flag: the JVM's memory cannot be read; 1 class could not be hooked, the"
                + " first a.A: VerifyError; 1 constant may keep an earlier number, see Unreached");
    assertThat(count.unreached()).containsExactly("a.B.SIZE");
  }

  @Test
  void shouldFailWithTheReasonWhereTheJvmCannotBeHooked() {
    hook.impossible = true;

    assertThatThrownBy(() -> count(false, false, "").move(target(3)))
        .isInstanceOf(IOException.class)
        .hasMessage("no hooks in this JVM");
  }

  @Test
  void shouldTakeTheHooksOutWhenItIsRestored() throws IOException {
    HookedCount count = count(false, false, "");
    count.move(target(3));
    count.restore();

    assertThat(hook.removed).isTrue();
    assertThat(count.plan(target(SYSTEM)).current()).isEqualTo(SYSTEM);
  }

  @Test
  void shouldAnswerWithALimitThatTheJvmDoesNotSee() throws IOException {
    Setting count = SampleCounts.hook(() -> SYSTEM);
    Target limited = new Target(2, 2, Collections.emptyMap());
    assertThat(count.plan(limited).reason()).isEqualTo("the JVM counts 8, the system has 2");
    count.move(limited);

    assertThat(count.plan(limited).readBack())
        .returns(2L, Status::current)
        .returns(SettingState.APPLIED, Status::state);
  }

  @Test
  void shouldSayHowFarACountIsOffThatNothingCanMove() {
    assertThat(SampleCounts.unmoved(() -> SYSTEM).plan(new Target(2, 2, Collections.emptyMap())))
        .returns(SettingState.LEFT, Status::state)
        .returns("the JVM counts 8, the system has 2; no memory to write to", Status::reason);
  }
}
