package io.hostshift.tune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.hotspot.Origin;
import io.hostshift.tune.setting.FakeFlag;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParallelWorkersTest {
  private final FakeFlag flag = new FakeFlag(43_620_760, Origin.DEFAULT);
  private int threads = 1;
  private final ParallelWorkers workers =
      new ParallelWorkers(new WorkerLimit(flag, 13, () -> 4L << 30, () -> threads), "");

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

  private ParallelWorkers ofHeap(long bytes) {
    return new ParallelWorkers(new WorkerLimit(flag, 8, () -> bytes, () -> threads), "");
  }

  /** A heap of 100 regions of 1 MiB is worth two of the 8 workers, whatever the host. */
  @Test
  void shouldSayWhatACollectionOfASmallHeapSettlesOn() throws IOException {
    ParallelWorkers small = ofHeap(100L << 20);

    assertThat(small.plan(target(8)))
        .returns(SettingState.APPLIED, Status::state)
        .returns(8L, Status::current)
        .returns(2L, Status::now);
    small.move(target(2));
    assertThat(small.plan(target(2)).readBack())
        .returns(SettingState.APPLIED, Status::state)
        .returns(2L, Status::current)
        .returns(2L, Status::now);
  }

  @Test
  void shouldCountAWorkerForEachWholeShareOfTheHeap() {
    assertThat(ofHeap(3 * flag.value() - (1 << 20)).plan(target(8)).now()).isEqualTo(2);
    assertThat(ofHeap(3 * flag.value()).plan(target(8)).now()).isEqualTo(3);
    assertThat(ofHeap(30 * flag.value()).plan(target(8)).now()).isEqualTo(8);
  }

  @Test
  void shouldCountTwoWorkersForEachThreadThatIsNoDaemonHoweverSmallTheHeap() {
    threads = 3;

    assertThat(ofHeap(16 << 20).plan(target(8)).now()).isEqualTo(6);
  }

  @Test
  void shouldSayHowManyThreadsKeepItWhereItIs() throws IOException {
    threads = 99;

    assertThat(moved(2))
        .returns(SettingState.FLOOR, Status::state)
        .returns("99 threads are no daemons; each counts for two workers", Status::reason);
  }

  @Test
  void shouldNameThePoolsOfTheThreadsThatAreNoDaemons() {
    NonDaemons named =
        new NamedNonDaemons(() -> 3, () -> List.of("main", "default task-1", "default task-2"));
    ParallelWorkers limited =
        new ParallelWorkers(new WorkerLimit(flag, 13, () -> 4L << 30, named), "; so does help");

    assertThat(limited.plan(target(2)).reason())
        .isEqualTo(
            "3 threads are no daemons; each counts for two workers: 2 default task, main"
                + "; so does help");
  }
}
