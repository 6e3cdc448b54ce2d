package io.hostshift.memory;

import java.io.IOException;

/**
 * G1: while the share of the heap that may stay free is small, each marking gives back what is
 * free; from 17 on a marking is had without stopping the application, by the option that has an
 * idle JVM collect now and then.
 */
final class SmallRatios implements HeapKeeper {
  private static final String INTERVAL = "G1PeriodicGCInterval";

  /** Milliseconds; as often as the JVM looks. */
  private static final String AT_FIRST = "1000";

  private static final String LATER = "60000";

  private final VmOptions options;
  private final FreeRatios ratios;
  private String interval;
  private String set;
  private long kept;

  SmallRatios(VmOptions options, FreeRatios ratios) {
    this.options = options;
    this.ratios = ratios;
  }

  @Override
  public String lever() {
    return collects()
        ? "MinHeapFreeRatio, MaxHeapFreeRatio, " + INTERVAL
        : "MinHeapFreeRatio, MaxHeapFreeRatio";
  }

  private boolean collects() {
    return options.manageable(INTERVAL) && !options.explicit(INTERVAL);
  }

  @Override
  public String refusal() {
    return ratios.refusal();
  }

  @Override
  public boolean lasts() {
    return false;
  }

  @Override
  public void keepTo(long bytes) throws IOException {
    kept = bytes;
    ratios.lower(this);
    if (collects()) {
      interval = interval == null ? options.value(INTERVAL) : interval;
      every(AT_FIRST);
    }
  }

  private void every(String millis) throws IOException {
    options.set(INTERVAL, millis);
    set = millis;
  }

  @Override
  public boolean keeps(long bytes) {
    return kept == bytes && ratios.lowered();
  }

  @Override
  public void reached() throws IOException {
    if (AT_FIRST.equals(set) && AT_FIRST.equals(options.value(INTERVAL))) {
      every(LATER);
    }
  }

  @Override
  public void restore() throws IOException {
    kept = 0;
    String failure = ratios.putBack(this);
    if (set != null && set.equals(options.value(INTERVAL))) {
      options.set(INTERVAL, interval);
    }
    set = null;
    interval = null;
    if (!failure.isEmpty()) {
      throw new IOException(failure);
    }
  }
}
