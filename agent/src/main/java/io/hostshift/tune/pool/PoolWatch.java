package io.hostshift.tune.pool;

import io.hostshift.base.Failures;
import io.hostshift.base.Log;
import io.hostshift.base.SteadyThread;
import io.hostshift.base.UnavailableException;
import io.hostshift.instrument.pool.PoolInventory;
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

  private final PoolInventory inventory;
  private final PoolSizes sizes;
  private final Log log;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Failures failures;
  private final SteadyThread thread;
  private boolean installed;
  private boolean lost;

  private PoolWatch(PoolInventory inventory, boolean resize, Log log) {
    this.inventory = inventory;
    this.sizes = new PoolSizes(inventory::pools, inventory::libraries, resize);
    this.log = log;
    failures = new Failures("going on after a failure to look at the pools", log);
    thread = new SteadyThread("hostshift-pools", this::turn, this::remove);
  }

  /**
   * Puts the hook in and begins to look.
   *
   * @param resize whether pools that follow the processors are resized
   */
  public static PoolWatch start(Instrumentation instrumentation, boolean resize, Log log) {
    PoolInventory inventory = new PoolInventory(instrumentation, ToldProcessors::now);
    PoolWatch watch = new PoolWatch(inventory, resize, log);
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
