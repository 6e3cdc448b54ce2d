package io.hostshift.agent;

import io.hostshift.watch.BlockingWatch;
import io.hostshift.watch.HostWatcher;
import java.util.concurrent.TimeUnit;

/**
 * The thread on which sources that may have to wait are read; it exists only where there are any.
 */
final class BlockingThread {
  private final Thread thread;

  private BlockingThread(Thread thread) {
    this.thread = thread;
  }

  /**
   * @param answered called when a source has said something new
   */
  static BlockingThread start(
      BlockingWatch watch, HostWatcher watcher, long intervalNanos, Runnable answered) {
    Thread thread =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                boolean suspect = watch.step(watcher::profile);
                if (watch.hasAnswers()) {
                  answered.run();
                }
                if (pause(suspect ? HostWatcher.CONFIRM_NANOS : intervalNanos)) {
                  return;
                }
              }
            },
            "hostshift-blocking");
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
    return new BlockingThread(thread);
  }

  private static boolean pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** A read that hangs in the kernel cannot be ended; its thread ends when the read does. */
  void stop() {
    thread.interrupt();
  }

  long id() {
    return thread.getId();
  }
}
