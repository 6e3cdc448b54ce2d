package io.hostshift.testapp.service;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that answer requests: as many as there were processors when the service started, as
 * countless applications do it.
 */
final class WorkerPool implements Executor, AutoCloseable {
  private final ThreadPoolExecutor executor;

  WorkerPool(int processors, boolean daemon) {
    AtomicInteger number = new AtomicInteger();
    executor =
        new ThreadPoolExecutor(
            processors,
            processors,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "worker-" + number.incrementAndGet());
              thread.setDaemon(daemon);
              return thread;
            });
  }

  /** Read from the pool itself, so that a pool resized from outside shows. */
  int size() {
    return executor.getCorePoolSize();
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(task);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
