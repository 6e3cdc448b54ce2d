package io.hostshift.tune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.hotspot.Origin;
import io.hostshift.tune.setting.FakeFlag;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class ParallelWorkersTest {
  private final FakeFlag flag = new FakeFlag(43_620_760, Origin.DEFAULT);
  private int threads = 1;
  private final ParallelWorkers workers =
      new ParallelWorkers(new WorkerLimit(flag, 13, () -> 4L << 30, () -> threads));

  private static Target target(int processors) {
    return new Target(processors, processors, Collections.emptyMap());
  }

  private Status moved(int processors) throws IOException {
    workers.move(target(processors));
    return workers.plan(target(processors));
  }

  @Test
  void shouldUseAsManyWorkersAsAFreshJvm() throws IOException {
    assertThat(moved(10))
        .returns(SettingState.APPLIED, Status::state)
        .returns(13L, Status::atStart)
        .returns(9L, Status::target)
        .returns(9L, Status::current);
  }

  @Test
  void shouldStopAtTheFloorOfTwoWorkers() throws IOException {
    assertThat(moved(1))
        .returns(SettingState.FLOOR, Status::state)
        .returns(2L, Status::floor)
        .returns(2L, Status::current)
        .satisfies(status -> assertThat(status.reason()).isNotEmpty());
  }

  @Test
  void shouldStopAtTwoWorkersForEachThreadThatIsNoDaemon() throws IOException {
    threads = 3;

    assertThat(moved(4)).returns(SettingState.FLOOR, Status::state).returns(6L, Status::current);
  }

  @Test
  void shouldStopAtTheNumberOfTheStart() throws IOException {
    assertThat(moved(32))
        .returns(SettingState.CEILING, Status::state)
        .returns(13L, Status::ceiling)
        .returns(13L, Status::current)
        .satisfies(status -> assertThat(status.reason()).isNotEmpty());
  }

  @Test
  void shouldTakeTheNumberOfARule() throws IOException {
    Target target = new Target(16, 16, Collections.singletonMap("gc.parallel", 4L));
    workers.move(target);

    assertThat(workers.plan(target)).returns(4L, Status::target).returns(4L, Status::current);
  }

  @Test
  void shouldGoDownAndUpAgain() throws IOException {
    moved(2);

    assertThat(moved(16))
        .returns(SettingState.APPLIED, Status::state)
        .returns(13L, Status::current);
  }

  @Test
  void shouldChangeNothingByPlanning() {
    workers.plan(target(2));

    assertThat(flag.writes()).isZero();
  }
}
