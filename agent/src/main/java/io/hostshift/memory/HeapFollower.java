package io.hostshift.memory;

import io.hostshift.base.AgentThread;
import io.hostshift.base.NanoClock;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Brings the heap down after it was told to keep to a size: waits for the collector to do it beside
 * the application where it can, and collects where it has not; again where it has grown again, but
 * {@link HeapRelease#MOST} times in all. On a thread of its own, since the agent's is to go on
 * watching.
 */
public final class HeapFollower {
  /** How long a collector that works beside the application is waited for. */
  private static final long PATIENCE_MILLIS = 5_000;

  private static final long LOOK_MILLIS = 100;

  /** At so many looks in a row it has to be small: in between it comes and goes. */
  private static final int LOOKS = 5;

  /** Two attempts are so far apart at least, beside what the collector waits. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(8);

  private final HeapRelease release;
  private final Supplier<MemoryUse> use;
  private final LongSupplier found;
  private final Consumer<Released> told;
  private final NanoClock clock;
  private Thread thread;
  private long lastNanos;
  private volatile long wanted;
  private volatile int left;
  private volatile long live;
  private volatile String said = "";

  /**
   * @param found bytes that the last collection has found alive; 0 if that is not known
   * @param told of what was given back, on this thread of its own
   */
  public HeapFollower(
      HeapRelease release,
      Supplier<MemoryUse> use,
      LongSupplier found,
      Consumer<Released> told,
      NanoClock clock) {
    this.release = release;
    this.use = use;
    this.found = found;
    this.told = told;
    this.clock = clock;
  }

  /**
   * Begins, unless it is at it; a new size replaces the one before.
   *
   * @param bytes that the heap is to take at most
   * @param waits whether the collector may do it by itself
   */
  public synchronized void bringDownTo(long bytes, boolean waits) {
    wanted = bytes;
    left = HeapRelease.MOST;
    said = "";
    begin(waits);
  }

  /**
   * At each poll, while it has a size: begins again where the heap has grown beyond it.
   *
   * @param committed bytes that the heap takes
   */
  public synchronized void lookAgain(long committed) {
    live = Math.min(live, alive(live));
    boolean beyond = wanted > 0 && committed > wanted && left > 0;
    if (beyond && clock.nanos() - lastNanos > PAUSE_NANOS + release.keptNanos()) {
      begin(false);
    }
  }

  private void begin(boolean waits) {
    if (thread == null || !thread.isAlive()) {
      lastNanos = clock.nanos();
      thread =
          AgentThread.of(
              "hostshift-memory", () -> work(waits), e -> said = "nothing is collected: " + e);
      thread.start();
    }
  }

  /** What came of it in words; empty while it is at it, and where there is nothing to say. */
  public String said() {
    return said;
  }

  /**
   * Bytes that the application keeps: what was alive at the last full collection that was made for
   * this, or less where a later one has found less, since a collector that works beside the
   * application counts what was allocated meanwhile. 0 if none was made.
   */
  public long live() {
    return live;
  }

  private void work(boolean waits) {
    try {
      int small = 0;
      for (long left = waits ? PATIENCE_MILLIS : 0;
          left > 0 && small < LOOKS;
          left -= LOOK_MILLIS) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        small = enough(use.get()) ? small + 1 : 0;
      }
    } catch (InterruptedException e) {
      // It was detached: give nothing back any more.
      return;
    }
    if (enough(use.get())) {
      return;
    }
    Released released = release.release(this::enough, left);
    left -= Math.max(1, released.collections());
    keep(released);
    // It came down by itself meanwhile: nothing to say once it should grow again.
    said = released.collections() == 0 && enough(released.after()) ? "" : released.reason();
    told.accept(released);
  }

  /** Once it was stopped the heap is free to grow, and what it then holds is no longer needed. */
  private synchronized void keep(Released released) {
    if (wanted > 0 && released.collections() > 0) {
      long used = released.after().heapUsed();
      live = Math.min(used, alive(used));
    }
  }

  private long alive(long otherwise) {
    long alive = found.getAsLong();
    return alive > 0 ? alive : otherwise;
  }

  private boolean enough(MemoryUse now) {
    return wanted == 0 || now.heapCommitted() <= wanted;
  }

  /** Ends soon. */
  public synchronized void stop() {
    wanted = 0;
    live = 0;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
