package io.hostshift.tune.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PeaksTest {
  private static final int MANY = 50;

  @Test
  void shouldForgetThePeakOfThreads() throws InterruptedException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    int before = threads.getThreadCount();
    CountDownLatch release = new CountDownLatch(1);
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Thread thread = new Thread(() -> awaitQuietly(release));
      thread.start();
      started.add(thread);
    }
    release.countDown();
    for (Thread thread : started) {
      thread.join();
    }
    assertThat(threads.getPeakThreadCount()).isGreaterThanOrEqualTo(before + MANY);

    assertThat(new Peaks().apply()).isEqualTo("peaks of memory pools and threads reset");

    assertThat(threads.getPeakThreadCount()).isLessThan(before + MANY);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
