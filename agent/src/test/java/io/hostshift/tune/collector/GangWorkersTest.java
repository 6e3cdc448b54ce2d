package io.hostshift.tune.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.hotspot.Origin;
import io.hostshift.tune.setting.FakeFlag;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class GangWorkersTest {
  private static final long AT_START = 43_620_760;

  private final FakeFlag flag = new FakeFlag(AT_START, Origin.DEFAULT);
  private final FakeGang gang = new FakeGang(13);
  private final GangWorkers workers =
      new GangWorkers(new WorkerLimit(flag, 13, () -> 4L << 30, () -> 16), gang);

  private static Target target(int processors) {
    return new Target(processors, processors, Collections.emptyMap());
  }

  private Status moved(int processors) throws IOException {
    workers.move(target(processors));
    return workers.plan(target(processors));
  }

  @Test
  void shouldGoBelowTwoWorkersForEachThreadThatIsNoDaemon() throws IOException {
    assertThat(moved(2))
        .returns(SettingState.APPLIED, Status::state)
        .returns(13L, Status::atStart)
        .returns(1L, Status::floor)
        .returns(2L, Status::current);
    assertThat(moved(1)).returns(1L, Status::current);
  }

  @Test
  void shouldGoDownAndUpAgain() throws IOException {
    moved(2);

    assertThat(moved(16))
        .returns(SettingState.APPLIED, Status::state)
        .returns(13L, Status::current);
    assertThat(gang.limit()).isEqualTo(13);
  }

  @Test
  void shouldNeverTakeMoreThanAtStart() throws IOException {
    assertThat(moved(32))
        .returns(SettingState.CEILING, Status::state)
        .returns(13L, Status::ceiling)
        .returns(13L, Status::current);
    assertThat(gang.limit()).isEqualTo(13);
  }

  @Test
  void shouldMoveTheFlagThatTheMarkersFollowAsWell() throws IOException {
    moved(2);

    assertThat(flag.value()).isGreaterThan(AT_START);
  }

  @Test
  void shouldRestoreBoth() throws IOException {
    moved(2);
    workers.restore();

    assertThat(gang.limit()).isEqualTo(13);
    assertThat(flag.value()).isEqualTo(AT_START);
  }

  @Test
  void shouldSayThatItWasRefused() {
    gang.refuse();

    assertThatThrownBy(() -> workers.move(target(2))).hasMessage("refused as told");
  }

  @Test
  void shouldWaitUntilHotSpotHasMadeAllOfThem() throws IOException {
    gang.made(false);
    assertThat(moved(2))
        .returns(SettingState.FLOOR, Status::state)
        .returns(13L, Status::current)
        .returns("HotSpot has not made all workers as yet", Status::reason);
    assertThat(gang.limit()).isEqualTo(13);

    gang.made(true);
    workers.lookAgain();

    assertThat(workers.plan(target(2)))
        .returns(SettingState.APPLIED, Status::state)
        .returns(2L, Status::current);
  }

  @Test
  void shouldChangeNothingByPlanning() {
    workers.plan(target(2));

    assertThat(gang.limit()).isEqualTo(13);
    assertThat(flag.writes()).isZero();
  }
}
