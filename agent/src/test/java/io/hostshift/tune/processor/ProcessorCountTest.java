package io.hostshift.tune.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Capacity;
import io.hostshift.hotspot.Origin;
import io.hostshift.tune.setting.FakeFlag;
import io.hostshift.tune.setting.Setting;
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
    return new ProcessorCount(
        flag, headroom, new OwnCount(() -> flag.value() < 0 ? SYSTEM : (int) flag.value(), false));
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

  /** As HotSpot before 24 below a parent group with a limit. */
  private final Setting blind = SampleCounts.flag(flag, false, () -> this.counted);

  private int counted = 2;

  private static Target limitedTo(int limit) {
    Capacity capacity = new Capacity(2, 2, limit, 0, 0);
    return new Target(
        capacity.processors(),
        capacity.processors(),
        Collections.emptyMap(),
        Collections.emptyMap(),
        capacity);
  }

  @Test
  void shouldWriteALimitThatTheJvmDoesNotSee() throws IOException {
    assertThat(blind.plan(limitedTo(1)))
        .returns(2L, Status::current)
        .returns(1L, Status::target)
        .returns("the JVM counts 2, the limit is 1", Status::reason);
    blind.move(limitedTo(1));

    assertThat(flag.value()).isEqualTo(1);
    assertThat(blind.plan(limitedTo(1)).readBack())
        .returns(1L, Status::current)
        .returns(SettingState.APPLIED, Status::state)
        .returns("by itself the JVM counts 2, the limit is 1", Status::reason);
  }

  @Test
  void shouldLetTheJvmFollowAgainOnceTheUnseenLimitIsGone() throws IOException {
    blind.move(limitedTo(1));
    blind.move(limitedTo(0));

    assertThat(flag.value()).isEqualTo(-1);
    assertThat(blind.plan(limitedTo(0)))
        .returns(2L, Status::current)
        .returns("the JVM follows the system", Status::reason);
  }

  /** Each time it is let go of, the application could see the other number for a moment. */
  @Test
  void shouldNotLetGoOfANumberThatTheJvmWouldNotFind() throws IOException {
    blind.move(limitedTo(1));
    blind.move(limitedTo(1));
    blind.move(limitedTo(1));

    assertThat(flag.writes()).isEqualTo(1);
  }

  @Test
  void shouldWriteTheNumberThatARuleNamesAlsoWhereItIsTheSystems() throws IOException {
    blind.move(limitedTo(1));

    assertThat(blind.plan(limitedTo(1)).current()).isEqualTo(1);
  }

  @Test
  void shouldNotClaimThatAWriteTookThatDidNot() throws IOException {
    flag.ignoreWrites();
    blind.move(limitedTo(1));

    assertThat(blind.plan(limitedTo(1)).readBack())
        .returns(SettingState.FAILED, Status::state)
        .returns("the JVM counts 2, the limit is 1; it is 2 after 1 was asked for", Status::reason);
  }

  /** CPU shares, which versions of before 2022 take for a limit. */
  @Test
  void shouldLeaveAJvmThatCountsFewerByItself() {
    counted = 1;

    assertThat(blind.plan(limitedTo(0)))
        .returns(SettingState.LEFT, Status::state)
        .returns(
            "the JVM counts 1, the system has 2: it takes something for a limit", Status::reason);
  }
}
