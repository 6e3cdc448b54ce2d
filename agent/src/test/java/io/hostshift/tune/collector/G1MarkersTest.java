package io.hostshift.tune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.hotspot.Origin;
import io.hostshift.tune.setting.FakeFlag;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

class G1MarkersTest {
  private final FakeFlag perThread = new FakeFlag(43_620_760, Origin.DEFAULT);
  private final FakeFlag conc = new FakeFlag(4, Origin.ERGONOMIC);
  private final WorkerLimit limit = new WorkerLimit(perThread, 16, () -> 8L << 30, () -> 1);
  private final ParallelWorkers workers = new ParallelWorkers(limit, "");
  private final G1Markers markers = new G1Markers(conc, limit);

  private static Target target(int processors) {
    return new Target(processors, processors, Collections.emptyMap());
  }

  private static Target rule(int processors, Map<String, Long> numbers) {
    return new Target(processors, processors, numbers);
  }

  private Status moved(Target target) throws IOException {
    workers.move(target);
    markers.move(target);
    return markers.plan(target);
  }

  @Test
  void shouldLetG1ChooseFewerMarkers() throws IOException {
    assertThat(moved(target(2)))
        .returns(4L, Status::atStart)
        .returns(2L, Status::current)
        .returns(1L, Status::target);
    assertThat(conc.origin()).isEqualTo(Origin.DEFAULT);
  }

  @Test
  void shouldStopAtTheFloorOfTwoMarkers() throws IOException {
    assertThat(moved(target(2)))
        .returns(SettingState.FLOOR, Status::state)
        .returns(2L, Status::floor);
  }

  @Test
  void shouldNotChangeTheOriginWhereItWouldNotLowerTheNumber() throws IOException {
    Status status = moved(target(8));

    assertThat(conc.origin()).isEqualTo(Origin.ERGONOMIC);
    assertThat(status)
        .returns(SettingState.FLOOR, Status::state)
        .returns(4L, Status::floor)
        .returns(4L, Status::current);
  }

  @Test
  void shouldApplyTheNumberOfTheStart() throws IOException {
    assertThat(moved(target(20)).state()).isEqualTo(SettingState.APPLIED);
  }

  @Test
  void shouldStopAtTheNumberOfTheStart() throws IOException {
    assertThat(moved(target(32)))
        .returns(SettingState.CEILING, Status::state)
        .returns(4L, Status::current)
        .returns(4L, Status::ceiling);
  }

  @Test
  void shouldLeaveANumberOfTheCommandLine() {
    G1Markers given = new G1Markers(new FakeFlag(4, Origin.COMMAND_LINE), limit);

    assertThat(given.plan(target(2)))
        .returns(SettingState.LEFT, Status::state)
        .returns("set on the command line", Status::reason);
  }

  @Test
  void shouldLeaveANumberThatTheJvmDidNotChoose() {
    G1Markers odd = new G1Markers(new FakeFlag(4, Origin.DEFAULT), limit);

    assertThat(odd.plan(target(2)).state()).isEqualTo(SettingState.LEFT);
  }

  @Test
  void shouldWriteTheOriginAloneAndNeverTheNumber() throws IOException {
    moved(target(2));

    assertThat(conc.value()).isEqualTo(4);
  }

  @Test
  void shouldPutTheOriginBack() throws IOException {
    moved(target(2));
    markers.restore();

    assertThat(conc.origin()).isEqualTo(Origin.ERGONOMIC);
  }

  @Test
  void shouldPutTheOriginBackWhenTheHostIsLargeAgain() throws IOException {
    moved(target(2));
    moved(target(20));

    assertThat(conc.origin()).isEqualTo(Origin.ERGONOMIC);
  }

  @Test
  void shouldNotWriteTheSameOriginAgain() throws IOException {
    moved(target(2));
    moved(target(2));

    assertThat(conc.writes()).isEqualTo(1);
  }

  @Test
  void shouldFollowTheParallelWorkersOfARuleAsG1DoesAtTheStart() throws IOException {
    assertThat(moved(rule(16, Collections.singletonMap("gc.parallel", 6L))).target()).isEqualTo(2);
  }

  @Test
  void shouldTakeTheNumberOfARule() throws IOException {
    Status status = moved(rule(16, Map.of("gc.parallel", 3L, "gc.concurrent", 3L)));

    assertThat(status).returns(3L, Status::target).returns(3L, Status::current);
  }
}
