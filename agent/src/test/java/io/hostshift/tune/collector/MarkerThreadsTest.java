package io.hostshift.tune.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.ergonomics.GcThreads;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class MarkerThreadsTest {
  private static final int AT_START = 3;

  private final FakeMarkers fake = new FakeMarkers(AT_START);
  private final MarkerThreads threads = threads(fake);

  private static MarkerThreads threads(FakeMarkers markers) {
    return new MarkerThreads(
        markers,
        AT_START,
        target -> GcThreads.g1Concurrent(GcThreads.parallel(target.processors())));
  }

  private static Target target(int processors) {
    return new Target(processors, processors, Collections.emptyMap());
  }

  private Status moved(int processors) throws IOException {
    threads.move(target(processors));
    return threads.plan(target(processors));
  }

  @Test
  void shouldGoDownToTheOneOfAFreshJvm() throws IOException {
    assertThat(moved(2))
        .returns(SettingState.APPLIED, Status::state)
        .returns(3L, Status::atStart)
        .returns(1L, Status::floor)
        .returns(1L, Status::target)
        .returns(1L, Status::current)
        .returns("", Status::reason);
  }

  @Test
  void shouldGoUpAgain() throws IOException {
    moved(2);

    assertThat(moved(8)).returns(2L, Status::current);
    assertThat(moved(16)).returns(3L, Status::current);
  }

  @Test
  void shouldNeverTakeMoreThanAtStart() throws IOException {
    assertThat(moved(64))
        .returns(SettingState.CEILING, Status::state)
        .returns(3L, Status::ceiling)
        .returns(3L, Status::current);
  }

  @Test
  void shouldNotSayThatItIsAppliedBeforeItIsRead() {
    Status plan = threads.plan(target(2));

    assertThat(plan.readBack().state()).isEqualTo(SettingState.FAILED);
    assertThat(fake.writes).isZero();
  }

  @Test
  void shouldNotWriteTheSameNumberAgain() throws IOException {
    moved(2);
    moved(2);

    assertThat(fake.writes).isEqualTo(1);
  }

  @Test
  void shouldPutTheNumberOfTheStartBack() throws IOException {
    moved(2);
    threads.restore();

    assertThat(fake.limit()).isEqualTo(AT_START);
  }

  @Test
  void shouldSayThatItWasRefused() {
    fake.refuse();

    assertThatThrownBy(() -> threads.move(target(2))).hasMessage("refused as told");
  }

  @Test
  void shouldWaitForMarkersThatAreNotMadeYet() throws IOException {
    FakeMarkers late = new FakeMarkers(AT_START).notMade();
    MarkerThreads waiting = threads(late);

    assertThat(waiting.plan(target(2)))
        .returns(SettingState.LEFT, Status::state)
        .returns(1L, Status::target)
        .returns(
            "G1 makes its markers when it marks for the first time; they follow then",
            Status::reason);
    assertThat(waiting.plan(target(16)).state()).isEqualTo(SettingState.APPLIED);

    late.make();
    assertThat(waiting.plan(target(2)))
        .returns(SettingState.APPLIED, Status::state)
        .returns(3L, Status::current);
    waiting.move(target(2));
    assertThat(late.limit()).isEqualTo(1);
  }

  @Test
  void shouldPutNothingBackWhereNoneWereMade() throws IOException {
    FakeMarkers late = new FakeMarkers(AT_START).notMade();

    threads(late).restore();

    assertThat(late.writes).isZero();
  }
}
