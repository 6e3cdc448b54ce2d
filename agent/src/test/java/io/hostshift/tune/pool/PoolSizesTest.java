package io.hostshift.tune.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Deputy;
import io.hostshift.host.Capacity;
import io.hostshift.instrument.pool.SamplePools;
import io.hostshift.instrument.pool.SeenPool;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PoolSizesTest {
  private static final Resizing HERE = new Resizing(Deputy.here(), () -> pool -> null);

  private final List<SeenPool> inventory = new ArrayList<>();
  private final PoolSizes sizes = new PoolSizes(() -> inventory, Collections::emptyList, HERE);

  private static ThreadPoolExecutor pool(int core, int maximum) {
    return new ThreadPoolExecutor(core, maximum, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
  }

  private static Target target(int processors) {
    return new Target(processors, processors, Map.of());
  }

  private static Target naming(String pattern, int threads) {
    return new Target(4, 4, Map.of(), Map.of(pattern, threads), Capacity.UNKNOWN);
  }

  private PoolStatus only() {
    assertThat(sizes.statuses(false, false)).hasSize(1);
    return sizes.statuses(false, false).get(0);
  }

  @Test
  void shouldFollowItsRuleDownAndUpAndGoBack() throws IOException {
    ThreadPoolExecutor pool = pool(16, 16);
    inventory.add(SamplePools.multiple(pool, 16, 16, 8, 2));

    sizes.plan(target(2));
    sizes.move(target(2));
    assertThat(pool.getCorePoolSize()).isEqualTo(4);
    assertThat(pool.getMaximumPoolSize()).isEqualTo(4);

    sizes.move(target(12));
    assertThat(pool.getCorePoolSize()).isEqualTo(24);
    assertThat(pool.getMaximumPoolSize()).isEqualTo(24);
    assertThat(only().state()).isEqualTo(SettingState.APPLIED);

    sizes.restore();
    assertThat(pool.getCorePoolSize()).isEqualTo(16);
    assertThat(pool.getMaximumPoolSize()).isEqualTo(16);
    assertThat(only().state()).isEqualTo(SettingState.LEFT);
    assertThat(only().reason()).isEqualTo("restored; it would be 24");
  }

  @Test
  void shouldKeepTheMaximumWhereOnlyTheCoreIsExplained() throws IOException {
    ThreadPoolExecutor pool = pool(4, 20);
    inventory.add(SamplePools.multiple(pool, 4, 20, 4, 1));

    sizes.move(target(2));
    assertThat(pool.getCorePoolSize()).isEqualTo(2);
    assertThat(pool.getMaximumPoolSize()).isEqualTo(20);

    sizes.move(target(32));
    assertThat(pool.getCorePoolSize()).isEqualTo(32);
    assertThat(pool.getMaximumPoolSize()).isEqualTo(32);

    sizes.move(target(4));
    assertThat(pool.getMaximumPoolSize()).isEqualTo(20);
  }

  @Test
  void shouldLowerACoreThatIsAboveItsMaximumAndRaiseItAgain() throws IOException {
    ThreadPoolExecutor pool = pool(3, 8);
    inventory.add(SamplePools.maximumOnly(pool, 3, 8));

    sizes.move(target(2));
    assertThat(pool.getCorePoolSize()).isEqualTo(2);
    assertThat(pool.getMaximumPoolSize()).isEqualTo(2);

    sizes.move(target(8));
    assertThat(pool.getCorePoolSize()).isEqualTo(3);
    assertThat(pool.getMaximumPoolSize()).isEqualTo(8);
  }

  @Test
  void shouldLeaveAPoolThatItsOwnerHasResized() throws IOException {
    ThreadPoolExecutor pool = pool(8, 8);
    inventory.add(SamplePools.multiple(pool, 8, 8, 8, 1));
    sizes.move(target(4));

    pool.setCorePoolSize(3);
    sizes.move(target(2));
    sizes.restore();

    assertThat(pool.getCorePoolSize()).isEqualTo(3);
    assertThat(pool.getMaximumPoolSize()).isEqualTo(4);
    assertThat(only().state()).isEqualTo(SettingState.LEFT);
    assertThat(only().reason()).isEqualTo("its owner has resized it from 4");
  }

  @Test
  void shouldLeaveWhatNothingExplains() throws IOException {
    ThreadPoolExecutor pool = pool(8, 8);
    inventory.add(SamplePools.unexplained(pool, 8, 8));

    sizes.move(target(4));

    assertThat(pool.getCorePoolSize()).isEqualTo(8);
    assertThat(only().reason()).isEqualTo("no reason");
    assertThat(sizes.plan(target(4)).reason()).isEqualTo("0 of 1 pools follow the processors");
  }

  @Test
  void shouldResizeWhatARuleNames() throws IOException {
    ThreadPoolExecutor fixed = pool(8, 8);
    ThreadPoolExecutor elastic = pool(2, 200);
    ScheduledThreadPoolExecutor scheduled = new ScheduledThreadPoolExecutor(8);
    inventory.add(SamplePools.unexplained(fixed, 8, 8));
    inventory.add(SamplePools.unexplained(elastic, 2, 200));
    inventory.add(SamplePools.unexplained(scheduled, 8, Integer.MAX_VALUE));

    sizes.move(naming("com.acme.*", 5));

    assertThat(fixed.getMaximumPoolSize()).isEqualTo(5);
    assertThat(elastic.getCorePoolSize()).isEqualTo(2);
    assertThat(elastic.getMaximumPoolSize()).isEqualTo(5);
    assertThat(scheduled.getCorePoolSize()).isEqualTo(5);
    assertThat(sizes.statuses(false, false))
        .allMatch(status -> status.rule().equals("named by a rule"))
        .allMatch(status -> status.state() == SettingState.APPLIED);
  }

  @Test
  void shouldResizeAPoolThatIsCreatedAfterTheEventByAnEarlierNumber() throws IOException {
    sizes.move(target(2));
    ThreadPoolExecutor late = pool(8, 8);
    inventory.add(SamplePools.multiple(late, 8, 8, 8, 1));

    sizes.lookAgain();

    assertThat(late.getCorePoolSize()).isEqualTo(2);
  }

  @Test
  void shouldResizeNoneThatIsCreatedBeforeAnyEvent() throws IOException {
    ThreadPoolExecutor pool = pool(8, 8);
    inventory.add(SamplePools.multiple(pool, 8, 8, 8, 1));

    sizes.plan(target(4));
    sizes.lookAgain();

    assertThat(pool.getCorePoolSize()).isEqualTo(8);
    assertThat(only().reason()).isEqualTo("it follows at the next event; it would be 4");
  }

  @Test
  void shouldSayWhatHoldsItBack() {
    ThreadPoolExecutor pool = pool(8, 8);
    inventory.add(SamplePools.multiple(pool, 8, 8, 8, 1));
    sizes.plan(target(4));

    PoolStatus observing = sizes.statuses(true, false).get(0);
    PoolStatus killed = sizes.statuses(false, true).get(0);

    assertThat(observing.state()).isEqualTo(SettingState.OBSERVED);
    assertThat(observing.reason()).isEqualTo("mode is observe; it would be 4");
    assertThat(killed.reason()).isEqualTo("the kill switch is on; it would be 4");
  }

  @Test
  void shouldOnlyReportWhereThatIsAskedFor() {
    PoolSizes reported = new PoolSizes(() -> inventory, Collections::emptyList, null);
    inventory.add(SamplePools.multiple(pool(8, 8), 8, 8, 8, 1));

    Status plan = reported.plan(target(4));

    assertThat(plan.state()).isEqualTo(SettingState.LEFT);
    assertThat(plan.reason())
        .isEqualTo("1 of 1 pools follow the processors; pools=report resizes none");
    assertThat(reported.statuses(false, false).get(0).reason())
        .isEqualTo("pools=report resizes none; it would be 4");
  }

  @Test
  void shouldGoOnWithTheOthersWhenOneRefuses() {
    ThreadPoolExecutor stubborn =
        new ThreadPoolExecutor(8, 8, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
          @Override
          public void setCorePoolSize(int size) {
            throw new IllegalStateException("mine");
          }
        };
    ThreadPoolExecutor willing = pool(8, 8);
    inventory.add(SamplePools.multiple(stubborn, 8, 8, 8, 1));
    inventory.add(SamplePools.multiple(willing, 8, 8, 8, 1));

    String message = "";
    try {
      sizes.move(target(4));
    } catch (IOException e) {
      message = e.getMessage();
    }

    assertThat(message)
        .isEqualTo("com.acme.Service:12: the pool refuses: java.lang.IllegalStateException: mine");
    assertThat(willing.getCorePoolSize()).isEqualTo(4);
    assertThat(sizes.statuses(false, false).get(0).state()).isEqualTo(SettingState.FAILED);
  }

  @Test
  void shouldLeaveAPoolThatHasBeenShutDown() throws IOException {
    ThreadPoolExecutor pool = pool(8, 8);
    inventory.add(SamplePools.multiple(pool, 8, 8, 8, 1));
    pool.shutdown();

    sizes.move(target(4));

    assertThat(pool.getCorePoolSize()).isEqualTo(8);
    assertThat(only().reason()).isEqualTo("it has been shut down");
  }

  @Test
  void shouldLeaveTheCommonPoolToItsOwnSetting() {
    inventory.add(SamplePools.unexplained(ForkJoinPool.commonPool(), 1, 1));

    assertThat(only().reason()).isEqualTo("the setting commonPool moves it");
  }

  @Test
  void shouldCountTheThreadsOfThePoolsThatFollow() {
    inventory.add(SamplePools.multiple(pool(8, 8), 8, 8, 4, 2));
    inventory.add(SamplePools.multiple(pool(4, 4), 4, 4, 4, 1));
    inventory.add(SamplePools.unexplained(Executors.newFixedThreadPool(9), 9, 9));

    Status plan = sizes.plan(target(2));

    assertThat(plan.atStart()).isEqualTo(12);
    assertThat(plan.current()).isEqualTo(12);
    assertThat(plan.target()).isEqualTo(6);
    assertThat(plan.reason()).isEqualTo("2 of 3 pools follow the processors");
  }

  @Test
  void shouldCountWhatIsThereWhenItIsAsked() {
    PoolSizes listed = new PoolSizes(() -> inventory, Collections::emptyList, null);
    Status told = listed.plan(target(4));
    assertThat(told.reason()).startsWith("0 of 0 pools");
    ThreadPoolExecutor pool = pool(4, 4);
    inventory.add(SamplePools.multiple(pool, 4, 4, 4, 1));

    assertThat(listed.asOfNow(told))
        .returns(SettingState.LEFT, Status::state)
        .returns("1 of 1 pools follow the processors; pools=report resizes none", Status::reason);
  }

  @Test
  void shouldKeepSayingWhatHasBecomeOfThemWhenItCounts() throws IOException {
    ThreadPoolExecutor pool = pool(4, 4);
    inventory.add(SamplePools.multiple(pool, 4, 4, 4, 1));
    sizes.move(target(2));
    sizes.restore();

    assertThat(sizes.asOfNow(sizes.plan(target(2)).as(SettingState.LEFT, "restored")).reason())
        .isEqualTo("restored");
  }

  @Test
  void shouldCountTheMostThreadsOfAPoolThatKeepsNone() {
    ThreadPoolExecutor pool = pool(0, 4);
    inventory.add(SamplePools.maximumOnly(pool, 0, 4));

    assertThat(sizes.plan(target(2))).returns(4L, Status::current).returns(2L, Status::target);
  }
}
