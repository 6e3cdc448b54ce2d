package io.hostshift.tune.pool;

import io.hostshift.base.Deputy;
import io.hostshift.base.Failures;
import io.hostshift.base.Log;
import io.hostshift.base.SteadyThread;
import io.hostshift.base.UnavailableException;
import io.hostshift.instrument.pool.PoolInventory;
import io.hostshift.instrument.pool.PoolMethods;
import io.hostshift.instrument.processor.ToldProcessors;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The thread that puts the hook into the JDK's pools, looks into what it notes, and takes it out
 * again. It reads class files through the application's loaders, for which polls must not wait.
 */
public final class PoolWatch {
  private static final long BETWEEN_STEPS_SECONDS = 1;
  private static final long STOP_SECONDS = 5;

  private final Instrumentation instrumentation;
  private final PoolInventory inventory;
  private final Resizing resizing;
  private final PoolSizes sizes;
  private final Log log;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Failures failures;
  private final SteadyThread thread;
  private boolean installed;
  private boolean lost;

  private PoolWatch(Instrumentation instrumentation, Deputy deputy, Log log) {
    this.instrumentation = instrumentation;
    inventory = new PoolInventory(instrumentation, ToldProcessors::now);
    resizing = deputy == null ? null : new Resizing(deputy, inventory::threads);
    sizes = new PoolSizes(inventory::pools, inventory::libraries, resizing);
    this.log = log;
    failures = new Failures("going on after a failure to look at the pools", log);
    thread = new SteadyThread("hostshift-pools", this::turn, this::remove);
  }

  /**
   * Puts the hook in and begins to look.
   *
   * @param deputy by whom pools that follow the processors are resized; null if none are
   */
  public static PoolWatch start(Instrumentation instrumentation, Deputy deputy, Log log) {
    PoolWatch watch = new PoolWatch(instrumentation, deputy, log);
    watch.thread.start();
    return watch;
  }

  public PoolSizes sizes() {
    return sizes;
  }

  public long threadId() {
    return thread.id();
  }

  private void turn() throws InterruptedException {
    if (!installed) {
      installed = true;
      install();
    }
    step();
    stopping.await(BETWEEN_STEPS_SECONDS, TimeUnit.SECONDS);
  }

  private void install() {
    try {
      if (resizing != null) {
        resizing.by(PoolMethods.open(instrumentation));
      }
    } catch (UnavailableException | RuntimeException | LinkageError e) {
      log.debug("threads that pools start when they are resized keep our code: " + e.getMessage());
    }
    try {
      inventory.install();
    } catch (UnavailableException | RuntimeException | LinkageError e) {
      log.warn("pools are not seen being created: " + e.getMessage());
    }
  }

  private void step() {
    try {
      inventory.step(PoolSizes::sizes);
      sayOnceThatItIsLost();
      failures.none();
    } catch (RuntimeException | Error e) {
      failures.add(e);
    }
  }

  private void sayOnceThatItIsLost() {
    String reason = lost ? null : inventory.lost();
    if (reason != null) {
      lost = true;
      log.warn("pools are not seen being created any more: " + reason);
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
  public void stop() {
    thread.stopAfterTurn();
    stopping.countDown();
    thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
  }
}
