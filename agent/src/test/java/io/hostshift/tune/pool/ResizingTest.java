package io.hostshift.tune.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.base.Deputy;
import io.hostshift.base.Eventually;
import io.hostshift.instrument.pool.SamplePools;
import io.hostshift.instrument.pool.SeenPool;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ResizingTest {
  private static final Target FOUR = new Target(4, 4, Map.of());
  private static final int LONG_SECONDS = 30;

  private final Deputy deputy = Deputy.start();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicReference<Thread> first = new AtomicReference<>();

  @AfterEach
  void endAll() {
    end.countDown();
    deputy.stop();
  }

  private void work() {
    first.compareAndSet(null, Thread.currentThread());
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Of two threads, both at work. */
  private ThreadPoolExecutor busy(ThreadFactory factory) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    pool.execute(this::work);
    pool.execute(this::work);
    return pool;
  }

  private PoolSizes sizes(SeenPool... pools) {
    return new PoolSizes(
        () -> List.of(pools),
        Collections::emptyList,
        new Resizing(deputy, () -> pool -> first.get()));
  }

  /** The thread that runs what has waited while both threads were at work. */
  private Thread added(ThreadFactory factory) throws Exception {
    ThreadPoolExecutor pool = busy(factory);
    Future<Thread> waiting = pool.submit(Thread::currentThread);
    PoolSizes sizes = sizes(SamplePools.multiple(pool, 2, 2, 2, 1));
    Thread agent =
        new Thread(new ThreadGroup("agent"), () -> move(sizes), "agent") {
          {
            setDaemon(true);
            setPriority(MIN_PRIORITY);
            setContextClassLoader(null);
          }
        };
    agent.start();
    return waiting.get(LONG_SECONDS, TimeUnit.SECONDS);
  }

  private static void move(PoolSizes sizes) {
    try {
      sizes.move(FOUR);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldStartThreadsAsThoseThatThePoolHas() throws Exception {
    ThreadGroup group = new ThreadGroup("the application's");

    Thread added = added(task -> new Thread(group.activeCount() < 2 ? group : null, task));

    assertThat(added)
        .returns(false, Thread::isDaemon)
        .returns(Thread.NORM_PRIORITY, Thread::getPriority)
        .returns(group, Thread::getThreadGroup)
        .returns(getClass().getClassLoader(), Thread::getContextClassLoader);
  }

  @Test
  void shouldStartDaemonsWhereItHasSuch() throws Exception {
    AtomicInteger made = new AtomicInteger();

    Thread added =
        added(
            task -> {
              Thread thread = new Thread(task);
              if (made.incrementAndGet() <= 2) {
                thread.setDaemon(true);
              }
              return thread;
            });

    assertThat(added.isDaemon()).isTrue();
  }

  @Test
  void shouldStartThreadsOfTheJdksFactoryWithTheSystemsClassLoader() throws Exception {
    assertThat(added(Executors.defaultThreadFactory()).getContextClassLoader())
        .isSameAs(ClassLoader.getSystemClassLoader());
  }

  @Test
  void shouldNotWaitForAThreadFactoryThatHangsNorKeepOthersFromFollowing() throws Exception {
    AtomicInteger made = new AtomicInteger();
    ThreadPoolExecutor hanging =
        busy(
            task -> {
              if (made.incrementAndGet() > 2) {
                work();
              }
              return new Thread(task);
            });
    hanging.execute(() -> {});
    ThreadPoolExecutor sound = busy(Thread::new);
    PoolSizes sizes =
        sizes(SamplePools.multiple(hanging, 2, 2, 2, 1), SamplePools.multiple(sound, 2, 2, 2, 1));

    long began = System.nanoTime();
    assertThatThrownBy(() -> sizes.move(FOUR))
        .hasMessage(
            "com.acme.Service:12: the pool's own code, or its thread factory's, has not returned"
                + " within 3 s");

    assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(LONG_SECONDS));
    assertThat(sound.getCorePoolSize()).isEqualTo(4);
    assertThat(sizes.statuses(false, false).get(0).state()).isEqualTo(SettingState.FAILED);

    end.countDown(); // And the factory returns.
    Eventually.holds(
        "the pool has followed",
        () -> sizes.statuses(false, false).get(0).state() != SettingState.FAILED);
    assertThat(sizes.statuses(false, false).get(0).reason()).isEqualTo("computed");
    assertThat(hanging.getCorePoolSize()).isEqualTo(4);
    sizes.restore();
    assertThat(hanging.getCorePoolSize()).isEqualTo(2);
  }
}
