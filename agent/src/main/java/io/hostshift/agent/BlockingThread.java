package io.hostshift.agent;

import io.hostshift.report.Log;
import io.hostshift.watch.BlockingStep;
import io.hostshift.watch.HostWatcher;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The thread of one source that may have to wait; there are none without such sources. */
final class BlockingThread {
  private static final long AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final BlockingStep step;
  private final HostWatcher watcher;
  private final Runnable answered;
  private final Log log;
  private final Semaphore hurry = new Semaphore(0);
  private final Thread thread;
  private volatile boolean running = true;

  private BlockingThread(BlockingStep step, HostWatcher watcher, Runnable answered, Log log) {
    this.step = step;
    this.watcher = watcher;
    this.answered = answered;
    this.log = log;
    thread = new Thread(this::run, "hostshift-" + step.name());
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
  }

  /**
   * @param answered called after each read; it is to see whether anything was said
   */
  static BlockingThread start(BlockingStep step, HostWatcher watcher, Runnable answered, Log log) {
    BlockingThread started = new BlockingThread(step, watcher, answered, log);
    started.thread.start();
    return started;
  }

  private void run() {
    // Called once while there is memory: the first call of a method loads what it names.
    LockSupport.parkNanos(1);
    while (running) {
      try {
        turn();
      } catch (InterruptedException e) {
        // To end it, if it is ours; else an application interrupts all threads that it finds.
      } catch (RuntimeException | Error e) {
        // There was no memory even to say so, or to wait.
        LockSupport.parkNanos(AFTER_FAILURE_NANOS);
      }
    }
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
      return rest;
    } catch (RuntimeException | Error e) {
      log.error("the source " + step.name() + " failed and is read again later: " + e);
      return AFTER_FAILURE_NANOS;
    }
  }

  /** Has the source read soon; from any thread. */
  void hurry() {
    hurry.release();
    step.hurry();
  }

  /** A read that hangs in the kernel cannot be ended; its thread ends when the read does. */
  void stop() {
    running = false;
    thread.interrupt();
  }

  long id() {
    return thread.getId();
  }
}
