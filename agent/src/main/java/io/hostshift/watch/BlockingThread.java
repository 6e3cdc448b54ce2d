package io.hostshift.watch;

import io.hostshift.base.Failures;
import io.hostshift.base.Log;
import io.hostshift.base.SteadyThread;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The thread of one source that may have to wait; there are none without such sources. */
public final class BlockingThread {
  private final BlockingStep step;
  private final HostWatcher watcher;
  private final Runnable answered;
  private final Failures failures;
  private final Semaphore hurry = new Semaphore(0);
  private final SteadyThread thread;

  private BlockingThread(BlockingStep step, HostWatcher watcher, Runnable answered, Log log) {
    this.step = step;
    this.watcher = watcher;
    this.answered = answered;
    failures = new Failures("the source " + step.name() + " failed and is read again later", log);
    thread = new SteadyThread("hostshift-" + step.name(), this::turn, () -> {});
  }

  /**
   * @param answered called after each read; it is to see whether anything was said
   */
  public static BlockingThread start(
      BlockingStep step, HostWatcher watcher, Runnable answered, Log log) {
    BlockingThread started = new BlockingThread(step, watcher, answered, log);
    started.thread.start();
    return started;
  }

  private void turn() throws InterruptedException {
    long rest = read();
    if (hurry.tryAcquire(rest, TimeUnit.NANOSECONDS)) {
      TimeUnit.NANOSECONDS.sleep(step.leastRestNanos());
      hurry.drainPermits();
    }
  }

  private long read() {
    try {
      long rest = step.take(watcher.profile());
      answered.run();
      failures.none();
      return rest;
    } catch (RuntimeException | Error e) {
      failures.add(e);
      return SteadyThread.AFTER_FAILURE_NANOS;
    }
  }

  /** Has the source read soon; from any thread. */
  public void hurry() {
    hurry.release();
    step.hurry();
  }

  /** A read that hangs in the kernel cannot be ended; its thread ends when the read does. */
  public void stop() {
    thread.stop();
  }

  public long id() {
    return thread.id();
  }
}
