package io.hostshift.tune.collector;

import io.hostshift.hotspot.Flag;
import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * How many of its workers G1 or Parallel uses, by the flag {@code HeapSizePerGCThread}.
 *
 * <p>Before each collection HotSpot takes {@code min(workers, max(2 * nonDaemonThreads, max(2,
 * heapCapacity / HeapSizePerGCThread)))}, rising at once and falling by halves ({@code
 * WorkerPolicy::calc_default_active_workers}). The flag is read there alone, as a divisor: any
 * positive value is safe, and none can bring more workers than the JVM was started with.
 */
public final class WorkerLimit {
  private static final int LEAST = 2;

  private final Flag heapPerThread;
  private final int workers;
  private final LongSupplier heapCapacity;
  private final NonDaemons nonDaemons;
  private final long atStart;
  private int limit;

  /**
   * @param workers how many workers the JVM was started with
   * @param heapCapacity the committed size of the heap in bytes
   * @param nonDaemons the Java threads that are no daemons
   */
  public WorkerLimit(
      Flag heapPerThread, int workers, LongSupplier heapCapacity, NonDaemons nonDaemons) {
    this.heapPerThread = heapPerThread;
    this.workers = workers;
    this.heapCapacity = heapCapacity;
    this.nonDaemons = nonDaemons;
    this.atStart = heapPerThread.value();
    this.limit = workers;
  }

  public int workers() {
    return workers;
  }

  /** The least that can be had now. */
  int floor() {
    return Math.min(workers, Math.max(LEAST, 2 * nonDaemons.count()));
  }

  /**
   * The most workers that a collection takes now. A small heap may take fewer, as it would in a JVM
   * that was started with this number.
   */
  int current() {
    if (limit == workers) {
      return workers;
    }
    long byHeap = heapCapacity.getAsLong() / heapPerThread.value();
    return (int) Math.min(workers, Math.max(Math.max(floor(), limit), byHeap));
  }

  /**
   * The workers that a collection settles on now, by HotSpot's own rule: fewer than it may take
   * where the heap is small, whatever the limit.
   */
  int settlesOn() {
    long byHeap = heapCapacity.getAsLong() / heapPerThread.value();
    return (int) Math.min(workers, Math.max(floor(), byHeap));
  }

  /**
   * Why there are no fewer than the {@link #floor}: the part up to a semicolon is enough for one
   * line.
   *
   * @param help what would reach below it; empty if nothing does
   */
  String floorReason(String help) {
    int threads = nonDaemons.count();
    if (2 * threads <= LEAST) {
      return "two are the least that it uses";
    }
    String pools = nonDaemons.pools();
    return threads
        + " threads are no daemons; each counts for two workers"
        + (pools.isEmpty() ? "" : ": " + pools)
        + help;
  }

  void limitTo(int newLimit) throws IOException {
    int before = limit;
    limit = Math.min(workers, newLimit);
    try {
      follow();
    } catch (IOException e) {
      limit = before;
      throw e;
    }
  }

  /** Keeps the limit while the heap grows and shrinks. */
  void follow() throws IOException {
    long wanted = limit == workers ? atStart : Math.max(atStart, middle());
    long present = heapPerThread.value();
    if (present != wanted && (limit == workers || !holds(present))) {
      heapPerThread.write(wanted);
    }
  }

  /**
   * Makes the quotient end in a half: between two polls Parallel's survivor spaces, which are part
   * of its capacity, grow and shrink by a few per cent, and a quotient near a whole number would
   * take a worker more or less with each collection.
   */
  private long middle() {
    return 2 * heapCapacity.getAsLong() / (2 * limit + 1);
  }

  /** Whether the quotient is still as far from the next whole number as a quarter. */
  private boolean holds(long present) {
    long quarters = 4 * heapCapacity.getAsLong() / present - 4L * limit;
    return (quarters >= 1 && quarters <= 2) || (quarters < 1 && present == atStart);
  }

  void restore() throws IOException {
    limitTo(workers);
  }
}
