package io.hostshift.tune.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.tune.Tuner;
import io.hostshift.tune.TunerBench;
import io.hostshift.tune.rules.Rules;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private static final Target TARGET = new Target(8, 8, Map.of());

  private final FakeRepair first = new FakeRepair("first");
  private final FakeRepair second = new FakeRepair("second");
  private final Measurement measurement = new Measurement(List.of(first, second));

  @Test
  void shouldLeaveEverythingUntilTheVmHasMoved() throws IOException {
    measurement.move(TARGET);

    assertThat(first.applied()).isZero();
    assertThat(measurement.plan(TARGET))
        .returns(SettingState.LEFT, Status::state)
        .returns("nothing has moved yet", Status::reason);
  }

  @Test
  void shouldBeginEachPartAnewOnceForAMove() throws IOException {
    measurement.moved();
    measurement.move(TARGET);
    measurement.move(TARGET);

    assertThat(first.applied()).isEqualTo(1);
    assertThat(second.applied()).isEqualTo(1);
    assertThat(measurement.plan(TARGET))
        .returns(SettingState.APPLIED, Status::state)
        .returns("first done; second done", Status::reason);
  }

  @Test
  void shouldGoOnWithTheOthersWhenOneFails() {
    first.failing("no disk");
    measurement.moved();

    assertThatThrownBy(() -> measurement.move(TARGET)).hasMessage("second done; no disk");
    assertThat(second.applied()).isEqualTo(1);
  }

  @Test
  void shouldWaitForTheNextChanceWhereItMayNotMoveYet() throws IOException {
    measurement.moved();

    assertThat(measurement.plan(TARGET).reason()).isEqualTo("to begin anew");

    measurement.move(TARGET);
    assertThat(first.applied()).isEqualTo(1);
  }

  @Test
  void shouldHaveNothingToPutBack() throws IOException {
    measurement.moved();
    measurement.move(TARGET);
    measurement.restore();

    assertThat(measurement.plan(TARGET).state()).isEqualTo(SettingState.LEFT);
  }

  @Test
  void shouldFollowAMoveThroughTheTuner() {
    Tuner tuner = new Tuner(List.of(measurement), List.of(), Rules.NONE, host -> 8, () -> false);
    tuner.retune(TunerBench.host(8));
    tuner.moved();
    tuner.retune(TunerBench.host(8));

    assertThat(first.applied()).isEqualTo(1);
  }
}
