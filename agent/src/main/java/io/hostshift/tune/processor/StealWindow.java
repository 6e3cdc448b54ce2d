package io.hostshift.tune.processor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalInt;

/**
 * What a host really gave over the last while, by the time that it stole: the system's processors
 * less those that were held back while the guest wanted to run. Idle time counts as given, so that
 * a guest that asks for little is never told that it has little.
 *
 * <p>The number is rounded up, and rises only when it is exceeded clearly, by a quarter of a
 * processor: steal never stands still. It has no clock and reads nothing; it is stepped.
 */
public final class StealWindow {
  private static final double CLEARLY = 0.25;
  private static final int SAMPLES = 12;

  private final long windowNanos;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private double stolenShare = -1;
  private int told;
  private int toldOf;

  /**
   * @param windowNanos how far back it looks; nothing is known before so much has passed
   */
  public StealWindow(long windowNanos) {
    this.windowNanos = windowNanos;
  }

  /** How often it wants to be stepped at least. */
  public long sampleNanos() {
    return windowNanos / SAMPLES;
  }

  /**
   * Takes the counters of all processors together, in any one unit.
   *
   * @param stolen time that was stolen since boot
   * @param total all time since boot, that included
   */
  public void step(long nowNanos, long stolen, long total) {
    Sample now = new Sample(nowNanos, stolen, total);
    Sample last = samples.peekLast();
    if (last != null && (stolen < last.stolen || total < last.total)) {
      // Another host counts from elsewhere.
      forget();
    }
    samples.addLast(now);
    // The first one is kept as long as the second is not yet old enough.
    while (samples.size() > 1 && nowNanos - second().nanos >= windowNanos) {
      samples.removeFirst();
    }
    Sample first = samples.peekFirst();
    if (nowNanos - first.nanos >= windowNanos && total > first.total) {
      stolenShare = (double) (stolen - first.stolen) / (total - first.total);
    }
  }

  private Sample second() {
    Iterator<Sample> all = samples.iterator();
    all.next();
    return all.next();
  }

  /** What is known belongs to another host. */
  public void forget() {
    samples.clear();
    stolenShare = -1;
    told = 0;
  }

  /**
   * The processors delivered, from 1 to those of the system; empty until a window has passed.
   *
   * @param system the processors that the system reports
   */
  public OptionalInt processors(int system) {
    if (stolenShare < 0) {
      return OptionalInt.empty();
    }
    double given = system * (1 - stolenShare);
    boolean same = system == toldOf && told > 0 && given <= told + CLEARLY && given > told - 1;
    if (!same) {
      told = (int) Math.max(1, Math.min(system, Math.ceil(given)));
      toldOf = system;
    }
    return OptionalInt.of(told);
  }

  /** The counters at one moment. */
  private static final class Sample {
    private final long nanos;
    private final long stolen;
    private final long total;

    Sample(long nanos, long stolen, long total) {
      this.nanos = nanos;
      this.stolen = stolen;
      this.total = total;
    }
  }
}
