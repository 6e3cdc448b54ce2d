package io.hostshift.notice;

import io.hostshift.base.Failures;
import io.hostshift.base.Log;
import io.hostshift.base.SteadyThread;
import java.util.concurrent.TimeUnit;

/** The thread of one channel of notices, which takes back at its end what that has registered. */
public final class NoticeThread {
  private final NoticeStep step;
  private final Log log;
  private final Failures failures;
  private final SteadyThread thread;

  private NoticeThread(NoticeStep step, Log log) {
    this.step = step;
    this.log = log;
    failures =
        new Failures("notices from " + step.name() + " failed and are read again later", log);
    thread = new SteadyThread("hostshift-notices-" + step.name(), this::turn, this::close);
  }

  public static NoticeThread start(NoticeStep step, Log log) {
    NoticeThread started = new NoticeThread(step, log);
    started.thread.start();
    return started;
  }

  private void turn() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(take());
  }

  private long take() {
    try {
      long rest = step.take();
      failures.none();
      return rest;
    } catch (RuntimeException | Error e) {
      failures.add(e);
      return SteadyThread.AFTER_FAILURE_NANOS;
    }
  }

  private void close() {
    try {
      step.close();
    } catch (RuntimeException | Error e) {
      log.error("what " + step.name() + " has registered is not taken back: " + e);
    }
  }

  /** Has it end, from any thread. */
  public void stop() {
    thread.stop();
    step.interrupt();
  }

  /** Waits for its end, within the time. */
  public void join(long millis) {
    thread.join(millis);
  }

  public long id() {
    return thread.id();
  }
}
