package io.hostshift.tune.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.hotspot.Origin;
import io.hostshift.tune.setting.FakeFlag;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadFlagsTest {
  private final FakeFlag young = new FakeFlag(4, Origin.ERGONOMIC);
  private final FakeFlag old = new FakeFlag(3, Origin.ERGONOMIC);
  private final ThreadFlags threads =
      new ThreadFlags(
          G1Markers.TYPE,
          "flags",
          List.of(young, old),
          target -> target.of(G1Markers.TYPE, target.processors()));

  private static Target target(int processors) {
    return new Target(processors, processors, Map.of());
  }

  @Test
  void shouldLowerEveryFlagToTheTarget() throws IOException {
    threads.move(target(2));

    assertThat(young.value()).isEqualTo(2);
    assertThat(old.value()).isEqualTo(2);
    assertThat(threads.plan(target(2)))
        .returns(SettingState.APPLIED, Status::state)
        .returns(4L, Status::atStart)
        .returns(2L, Status::current);
  }

  @Test
  void shouldNeverExceedWhatEachFlagHadAtStart() throws IOException {
    threads.move(target(1));
    threads.move(target(8));

    assertThat(young.value()).isEqualTo(4);
    assertThat(old.value()).isEqualTo(3);
    assertThat(threads.plan(target(8)))
        .returns(SettingState.CEILING, Status::state)
        .returns(4L, Status::current)
        .returns(8L, Status::target)
        .returns(4L, Status::ceiling);
  }

  @Test
  void shouldTakeTheNumberThatARuleNames() throws IOException {
    Target named = new Target(8, 8, Map.of("gc.concurrent", 1L));

    threads.move(named);

    assertThat(threads.plan(named)).returns(1L, Status::target).returns(1L, Status::current);
  }

  @Test
  void shouldNotWriteWhatIsThereAlready() throws IOException {
    threads.move(target(4));

    assertThat(young.writes()).isZero();
  }

  @Test
  void shouldPutBackTheValuesOfTheStart() throws IOException {
    threads.move(target(1));
    threads.restore();

    assertThat(young.value()).isEqualTo(4);
    assertThat(old.value()).isEqualTo(3);
  }

  @Test
  void shouldPassOnARefusal() {
    young.refuse(true);

    assertThatThrownBy(() -> threads.move(target(2))).hasMessage("refused as told");
  }
}
