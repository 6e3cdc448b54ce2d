package io.hostshift.tune.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.hotspot.Origin;
import io.hostshift.tune.setting.FakeFlag;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class ProcessorCountTest {
  private static final int SYSTEM = 8;

  private final FakeFlag flag = new FakeFlag(-1, Origin.DEFAULT);
  private final FakeFlag given = new FakeFlag(16, Origin.COMMAND_LINE);

  private static ProcessorCount count(FakeFlag flag, boolean headroom) {
    return new ProcessorCount(flag, headroom, () -> flag.value() < 0 ? SYSTEM : (int) flag.value());
  }

  private static Target target(int processors) {
    return new Target(SYSTEM, processors, Collections.emptyMap());
  }

  @Test
  void shouldWriteNothingWhereTheSystemsNumberIsWanted() throws IOException {
    count(flag, false).move(target(SYSTEM));

    assertThat(flag.writes()).isZero();
  }

  @Test
  void shouldSayThatTheJvmFollowsTheSystem() {
    assertThat(count(flag, false).plan(target(SYSTEM)))
        .returns(SettingState.APPLIED, Status::state)
        .returns("the JVM follows the system", Status::reason);
  }

  @Test
  void shouldWriteTheNumberThatARuleWants() throws IOException {
    ProcessorCount count = count(flag, false);
    count.move(target(3));

    assertThat(count.plan(target(3)))
        .returns(8L, Status::atStart)
        .returns(3L, Status::current)
        .returns(SettingState.APPLIED, Status::state);
  }

  @Test
  void shouldFollowTheSystemAgainAfterARuleThatDoesNot() throws IOException {
    ProcessorCount count = count(flag, false);
    count.move(target(3));
    count.move(target(SYSTEM));

    assertThat(flag.value()).isEqualTo(-1);
  }

  @Test
  void shouldRaiseAboveTheStart() throws IOException {
    ProcessorCount count = count(flag, false);
    count.move(target(32));

    assertThat(count.plan(target(32)).current()).isEqualTo(32);
    assertThat(count.plan(target(32)).ceiling()).isNull();
  }

  @Test
  void shouldLeaveANumberOfTheCommandLine() {
    assertThat(count(given, false).plan(target(4)))
        .returns(SettingState.LEFT, Status::state)
        .returns("set on the command line", Status::reason);
  }

  @Test
  void shouldTakeANumberOfTheCommandLineAsCeilingUnderHeadroom() throws IOException {
    ProcessorCount count = count(given, true);
    count.move(target(SYSTEM));

    assertThat(given.value()).isEqualTo(-1);
  }

  @Test
  void shouldPutBackTheNumberOfTheCommandLine() throws IOException {
    ProcessorCount count = count(given, true);
    count.move(target(SYSTEM));
    count.restore();

    assertThat(given.value()).isEqualTo(16);
  }

  @Test
  void shouldNotWriteTheSameNumberAgain() throws IOException {
    ProcessorCount count = count(flag, false);
    count.move(target(3));
    count.move(target(3));

    assertThat(flag.writes()).isEqualTo(1);
  }

  @Test
  void shouldWriteNothingWhenThereIsNothingToPutBack() throws IOException {
    count(flag, false).restore();

    assertThat(flag.writes()).isZero();
  }
}
