package io.hostshift.agent;

import io.hostshift.instrument.PoolInventory;
import io.hostshift.instrument.UnavailableException;
import io.hostshift.report.Log;
import io.hostshift.tune.PoolSizes;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The thread that puts the hook into the JDK's pools, looks into what it notes, and takes it out
 * again. It reads class files through the application's loaders, for which polls must not wait.
 */
final class PoolWatch {
  private static final long BETWEEN_STEPS_SECONDS = 1;
  private static final long STOP_SECONDS = 5;

  private final PoolInventory inventory;
  private final PoolSizes sizes;
  private final Log log;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private boolean failed;

  private PoolWatch(PoolInventory inventory, boolean resize, Log log) {
    this.inventory = inventory;
    this.sizes = new PoolSizes(inventory::pools, inventory::libraries, resize);
    this.log = log;
    thread = new Thread(this::run, "hostshift-pools");
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
  }

  /** Null if the configuration does not ask for pools: nothing is loaded or touched then. */
  static PoolWatch start(Configuration configuration, Instrumentation instrumentation, Log log) {
    String wanted = configuration.text(Key.POOLS);
    if (wanted.equals("off")) {
      return null;
    }
    PoolInventory inventory =
        new PoolInventory(instrumentation, () -> Runtime.getRuntime().availableProcessors());
    PoolWatch watch = new PoolWatch(inventory, wanted.equals("resize"), log);
    watch.thread.start();
    return watch;
  }

  PoolSizes sizes() {
    return sizes;
  }

  long threadId() {
    return thread.getId();
  }

  private void run() {
    try {
      install();
      do {
        step();
      } while (!stopping.await(BETWEEN_STEPS_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      // Nobody interrupts this thread but to end it.
      Thread.currentThread().interrupt();
    } finally {
      remove();
    }
  }

  private void install() {
    try {
      inventory.install();
    } catch (UnavailableException | RuntimeException | LinkageError e) {
      log.warn("pools are not seen being created: " + e.getMessage());
    }
  }

  /** Said once: a step that fails again must not fill the log. */
  private void step() {
    try {
      inventory.step(PoolSizes::sizes);
    } catch (RuntimeException | Error e) {
      if (!failed) {
        log.error("going on after a failure to look at the pools: " + e);
      }
      failed = true;
    }
  }

  private void remove() {
    try {
      inventory.remove();
    } catch (UnavailableException | RuntimeException | LinkageError e) {
      log.error("the hook in the JDK's pools stays: " + e.getMessage());
    }
  }

  /** Takes the hook out, and waits for that; from any other thread. */
  void stop() {
    stopping.countDown();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
