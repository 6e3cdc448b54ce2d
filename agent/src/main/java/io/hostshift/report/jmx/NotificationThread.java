package io.hostshift.report.jmx;

import io.hostshift.base.AgentThread;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread that listeners inside this JVM are called on: one that hangs, or fails, holds up other
 * listeners and nobody else. There is none while there is nothing to send; what a hanging listener
 * lets pile up is bounded, and the oldest is dropped.
 */
final class NotificationThread implements Executor {
  private static final int MOST_WAITING = 1000;
  private static final long IDLE_SECONDS = 5;

  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          NotificationThread::thread,
          new ThreadPoolExecutor.DiscardOldestPolicy());

  NotificationThread() {
    executor.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    return AgentThread.of("hostshift-notify", work);
  }

  @Override
  public void execute(Runnable call) {
    executor.execute(call);
  }

  /** What is waiting is still sent. */
  void stop() {
    executor.shutdown();
  }
}
