package io.hostshift.tune.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PoolLeverTest {
  /** Of which the pool has one thread, and one task that waits for another. */
  private static ClassLoader ofTheThreadStartedByResizing(ThreadFactory factory) throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    try {
      pool.execute(
          () -> {
            try {
              busy.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      Future<ClassLoader> seen = pool.submit(() -> Thread.currentThread().getContextClassLoader());
      FutureTask<ClassLoader> resized =
          new FutureTask<>(
              () -> {
                PoolLever.of(pool).resize(2, 2);
                return Thread.currentThread().getContextClassLoader();
              });
      Thread agent = new Thread(resized);
      agent.setContextClassLoader(null);
      agent.start();

      assertThat(resized.get(10, TimeUnit.SECONDS)).isNull();
      return seen.get(10, TimeUnit.SECONDS);
    } finally {
      busy.countDown();
      pool.shutdown();
    }
  }

  @Test
  @Timeout(60)
  void shouldStartThreadsWithTheContextClassLoaderOfTheirFactory() throws Exception {
    assertThat(ofTheThreadStartedByResizing(Thread::new))
        .isSameAs(PoolLeverTest.class.getClassLoader());
  }

  @Test
  @Timeout(60)
  void shouldStartThreadsOfTheJdksFactoryWithTheSystemsClassLoader() throws Exception {
    assertThat(ofTheThreadStartedByResizing(java.util.concurrent.Executors.defaultThreadFactory()))
        .isSameAs(ClassLoader.getSystemClassLoader());
  }
}
