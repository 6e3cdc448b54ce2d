package io.hostshift.report.jmx;

import io.hostshift.base.AgentThread;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that listeners inside this JVM are called on: as many as listeners are being told
 * something, or hang, and none while there is nothing to send.
 */
final class NotificationThreads implements Executor {
  /** With as many listeners that hang, others are told nothing. */
  static final int MOST = 16;

  private static final long IDLE_SECONDS = 5;

  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          0,
          MOST,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          NotificationThreads::thread);

  private static Thread thread(Runnable work) {
    return AgentThread.of("hostshift-notify", work);
  }

  /**
   * @throws java.util.concurrent.RejectedExecutionException if all are taken
   */
  @Override
  public void execute(Runnable call) {
    executor.execute(call);
  }

  /** What is waiting is still sent. */
  void stop() {
    executor.shutdown();
  }
}
