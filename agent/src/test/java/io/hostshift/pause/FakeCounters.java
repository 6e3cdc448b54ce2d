package io.hostshift.pause;

import java.util.concurrent.TimeUnit;

/** Clocks and counters that a test moves. */
final class FakeCounters implements Counters {
  long nanos = 1_000_000_000L;
  long wallMillis = 1_700_000_000_000L;
  long collectionMillis;
  long safepointMillis;
  long waitedMillis;

  /** Time passes on both clocks. */
  void pass(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    wallMillis += millis;
  }

  private static long nanos(long millis) {
    return millis < 0 ? -1 : TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long wallMillis() {
    return wallMillis;
  }

  @Override
  public long collectionNanos() {
    return nanos(collectionMillis);
  }

  @Override
  public long safepointNanos() {
    return nanos(safepointMillis);
  }

  @Override
  public long waitedNanos() {
    return nanos(waitedMillis);
  }
}
