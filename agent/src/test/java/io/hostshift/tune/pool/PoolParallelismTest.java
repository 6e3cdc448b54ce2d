package io.hostshift.tune.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class PoolParallelismTest {
  private final FakePool fake = new FakePool(15);
  private final PoolParallelism pool = PoolParallelism.common(fake);

  private static Target target(int processors) {
    return new Target(processors, processors, Collections.emptyMap());
  }

  private Status moved(int processors) throws IOException {
    if (pool.plan(target(processors)).state() != SettingState.LEFT) {
      pool.move(target(processors));
    }
    return pool.plan(target(processors));
  }

  @Test
  void shouldFollowTheProcessors() throws IOException {
    assertThat(moved(8))
        .returns(SettingState.APPLIED, Status::state)
        .returns(15L, Status::atStart)
        .returns(7L, Status::current);
  }

  @Test
  void shouldGrowBeyondTheStart() throws IOException {
    assertThat(moved(32)).returns(31L, Status::current).returns(null, Status::ceiling);
  }

  @Test
  void shouldNotAskAPoolThatDoesNotExist() throws IOException {
    fake.created(false);

    assertThat(moved(8))
        .returns(SettingState.LEFT, Status::state)
        .returns(7L, Status::target)
        .returns(null, Status::current);
  }

  @Test
  void shouldTakeAPoolThatWasCreatedLater() throws IOException {
    fake.created(false);
    moved(8);
    fake.created(true);

    assertThat(moved(4)).returns(3L, Status::current).returns(15L, Status::atStart);
  }

  @Test
  void shouldLeaveAPoolThatAPropertySized() throws IOException {
    fake.configured(true);

    assertThat(moved(8))
        .returns(SettingState.LEFT, Status::state)
        .returns("set on the command line", Status::reason);
  }

  @Test
  void shouldLeaveAPoolThatTheApplicationSized() throws IOException {
    moved(8);
    fake.change(20);

    assertThat(moved(4)).returns(SettingState.LEFT, Status::state).returns(20L, Status::current);
  }

  @Test
  void shouldPutBackTheParallelismOfTheStart() throws IOException {
    moved(8);
    pool.restore();

    assertThat(fake.parallelism()).isEqualTo(15);
  }

  @Test
  void shouldNotPutBackWhatTheApplicationChangedSince() throws IOException {
    moved(8);
    fake.change(20);
    pool.restore();

    assertThat(fake.parallelism()).isEqualTo(20);
  }

  @Test
  void shouldPutNothingBackToAPoolThatDoesNotExist() throws IOException {
    fake.created(false);
    pool.restore();

    assertThat(fake.sets()).isZero();
  }

  @Test
  void shouldNotSetTheSameParallelismAgain() throws IOException {
    moved(8);
    moved(8);

    assertThat(fake.sets()).isEqualTo(1);
  }

  @Test
  void shouldGiveVirtualThreadsOneCarrierForEachProcessor() {
    assertThat(PoolParallelism.virtualThreads(fake).plan(target(8)))
        .returns("virtualThreads", Status::name)
        .returns(8L, Status::target);
  }
}
