package io.hostshift.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.hostshift.base.Selection;
import io.hostshift.tune.setting.FakeMemory;
import io.hostshift.tune.setting.FakeSetting;
import io.hostshift.tune.setting.Made;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import io.hostshift.tune.setting.ThisJvm;
import io.hostshift.tune.setting.Unit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeversTest {
  private static final Setting ONE = new FakeSetting("one", 4);
  private static final Setting TWO = new FakeSetting("two", 4);
  private static final List<SettingRow> ROWS =
      List.of(
          new SettingRow(jvm -> Made.of(new FakeMemory(1 << 30)), FakeMemory.TYPE),
          new SettingRow(
              jvm -> Made.of(ONE).add(TWO).refuse("a lever is not used"), ONE.type(), TWO.type()),
          new SettingRow(
              jvm -> Made.left(SettingType.other("three", Unit.NONE), jvm.closed()),
              SettingType.other("three", Unit.NONE)));

  private static ThisJvm closed(String settings) {
    return ThisJvm.closed("it is closed", null).asked(Selection.parse(settings), false);
  }

  private static Levers levers(String settings) {
    return Levers.of(closed(settings), ROWS);
  }

  @Test
  void shouldMakeWhatEachRowSaysInItsOrder() {
    Levers levers = levers("");

    assertThat(levers.settings())
        .extracting(Setting::name)
        .containsExactly("fakeMemory", "one", "two");
    assertThat(levers.refusals()).containsExactly("a lever is not used");
    assertThat(levers.unavailable())
        .singleElement()
        .returns("three", Status::name)
        .returns("it is closed", Status::reason);
  }

  @Test
  void shouldLeaveOutWhatIsMadeTogetherWithWhatIsWanted() {
    Levers levers = levers("two");

    assertThat(levers.settings()).containsExactly(TWO);
    assertThat(levers.unavailable())
        .extracting(Status::name)
        .containsExactly("fakeMemory", "one", "three");
    assertThat(levers.unavailable())
        .allMatch(status -> status.reason().equals("left out by settings"))
        .allMatch(status -> status.state() == SettingState.LEFT);
  }

  @Test
  void shouldNotLookForWhatIsLeftOut() {
    SettingRow row =
        new SettingRow(
            jvm -> {
              throw new AssertionError("looked for");
            },
            FakeMemory.TYPE);

    assertThat(Levers.of(closed("other"), List.of(row)).settings()).isEmpty();
  }

  @Test
  void shouldKnowEachSettingByTheListAlone() {
    assertThat(Levers.NAMES)
        .containsExactly(
            "processors",
            "gc.parallel",
            "gc.concurrent",
            "gc.refinement",
            "commonPool",
            "virtualThreads",
            "pools",
            "heap",
            "measurement",
            "compiler",
            "pinned");
    assertThat(Levers.NUMBERS)
        .extracting(SettingType::name)
        .containsExactly(
            "processors", "gc.parallel", "gc.concurrent", "commonPool", "virtualThreads", "heap");
    assertThat(Levers.PARTS)
        .containsOnly(
            Map.entry("processors", List.of("flag", "hook")),
            Map.entry("gc.parallel", List.of("gang")),
            Map.entry("measurement", List.of("peaks", "jfr")));
  }

  @Test
  void shouldLeaveWhatNeedsTheMemoryOfAJvmThatIsClosed() {
    Levers levers = Levers.of(closed("processors:flag"));

    assertThat(levers.settings())
        .extracting(Setting::name)
        .containsExactly("processors", "measurement", "pinned");
    assertThat(levers.settings().get(0).plan(new Target(1_000, 1_000, Map.of())))
        .returns(SettingState.LEFT, Status::state)
        .returns(1_000L, Status::target)
        .extracting(Status::reason, STRING)
        .endsWith("; it is closed");
    assertThat(levers.unavailable())
        .extracting(status -> status.name() + ": " + status.reason())
        .containsExactly(
            "gc.parallel: it is closed",
            "gc.concurrent: it is closed",
            "gc.refinement: it is closed",
            "commonPool: it is closed",
            "virtualThreads: it is closed",
            "pools: pools=off",
            "heap: memory=off",
            "compiler: it is closed");
  }

  @Test
  void shouldTakeHooksWhereTheMemoryIsClosed() {
    Levers levers = Levers.of(closed("processors"));

    assertThat(levers.settings()).extracting(Setting::name).containsExactly("processors");
  }
}
