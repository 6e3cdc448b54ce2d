package io.hostshift.report.jfr;

import io.hostshift.hotspot.CollectionTime;
import io.hostshift.hotspot.SafepointTime;
import io.hostshift.pause.Counters;
import io.hostshift.source.capacity.ProcessorWait;

/** The counters of this JVM and of the thread that asks. */
final class LiveCounters implements Counters {
  private final CollectionTime collections = new CollectionTime();
  private final SafepointTime safepoints;
  private final ProcessorWait wait;

  /**
   * @param safepoints null if this JVM does not tell
   */
  LiveCounters(SafepointTime safepoints, ProcessorWait wait) {
    this.safepoints = safepoints;
    this.wait = wait;
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public long collectionNanos() {
    return collections.nanos();
  }

  @Override
  public long safepointNanos() {
    return safepoints == null ? -1 : safepoints.nanos();
  }

  @Override
  public long waitedNanos() {
    return wait.nanos();
  }
}
