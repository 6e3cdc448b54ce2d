package io.hostshift.tune.guard;

/** A collector whose pauses and share are as a test says. */
public final class FakeMeter extends CollectorMeter {
  private long collections = 1000;
  private long pauseNanos;
  private long collectorTicks;
  private long processTicks;
  private int loads;

  /** So many collections of so many milliseconds, and this share of processor time in all. */
  public void collect(int number, double millis, double share) {
    collections += number;
    pauseNanos += Math.round(number * millis * 1e6);
    processTicks += 1_000_000;
    collectorTicks += Math.round(1_000_000 * share);
  }

  int loads() {
    return loads;
  }

  @Override
  public long collections() {
    return collections;
  }

  @Override
  long pauseNanos() {
    return pauseNanos;
  }

  @Override
  CollectorLoad load() {
    loads++;
    return new CollectorLoad(collections, pauseNanos, collectorTicks, processTicks);
  }
}
