package io.hostshift.base;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** Both clocks of a watcher; they stand still until they are moved. */
public final class FakeClock extends Clock implements NanoClock {
  /** 2026-11-23T04:00:00Z. */
  public static final long START_MILLIS = 1_795_406_400_000L;

  // Near the overflow that System.nanoTime may come to.
  private static final long START_NANOS = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(5);

  private long passedNanos;

  public void advanceNanos(long nanos) {
    passedNanos += nanos;
  }

  public void advanceMillis(long millis) {
    advanceNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Override
  public long nanos() {
    return START_NANOS + passedNanos;
  }

  @Override
  public long millis() {
    return START_MILLIS + TimeUnit.NANOSECONDS.toMillis(passedNanos);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
