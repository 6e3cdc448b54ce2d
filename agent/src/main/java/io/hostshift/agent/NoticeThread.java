package io.hostshift.agent;

import io.hostshift.notice.NoticeStep;
import io.hostshift.report.Log;
import java.util.concurrent.TimeUnit;

/** The thread of one channel of notices. */
final class NoticeThread {
  private static final long AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final NoticeStep step;
  private final Log log;
  private final Thread thread;
  private volatile boolean running = true;

  private NoticeThread(NoticeStep step, Log log) {
    this.step = step;
    this.log = log;
    thread = new Thread(this::run, "hostshift-notices-" + step.name());
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
  }

  static NoticeThread start(NoticeStep step, Log log) {
    NoticeThread started = new NoticeThread(step, log);
    started.thread.start();
    return started;
  }

  private void run() {
    try {
      while (running) {
        TimeUnit.NANOSECONDS.sleep(taken());
      }
    } catch (InterruptedException e) {
      // It is to end, and what it has registered is to be taken back first, which waits itself.
      running = false;
    }
    Thread.interrupted();
    step.close();
  }

  private long taken() {
    try {
      return take();
    } catch (RuntimeException | Error e) {
      // There was no memory even to say so.
      return AFTER_FAILURE_NANOS;
    }
  }

  private long take() {
    try {
      return step.take();
    } catch (RuntimeException | Error e) {
      log.error("notices from " + step.name() + " failed and are read again later: " + e);
      return AFTER_FAILURE_NANOS;
    }
  }

  /** Has it end, from any thread. */
  void stop() {
    running = false;
    step.interrupt();
    thread.interrupt();
  }

  /** Waits for its end, within the time. */
  void join(long millis) {
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  long id() {
    return thread.getId();
  }
}
