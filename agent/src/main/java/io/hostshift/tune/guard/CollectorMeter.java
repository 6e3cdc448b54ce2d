package io.hostshift.tune.guard;

import io.hostshift.hotspot.CollectionTime;

/** What the collector takes; its beans are made when they are first asked, not at the start. */
public final class CollectorMeter {
  private CollectionTime time;

  /** How often the application was stopped for a collection, since the start of the JVM. */
  public synchronized long collections() {
    if (time == null) {
      time = new CollectionTime();
    }
    return time.count();
  }
}
