package io.hostshift.watch;

import java.util.Collections;
import java.util.Map;

/** A host that this VM has been on. */
public final class KnownHost {
  private final Map<String, String> identifiers;
  private final long firstSeenMillis;
  private final long lastSeenMillis;

  /**
   * @param firstSeenMillis epoch milliseconds, as the other
   */
  public KnownHost(Map<String, String> identifiers, long firstSeenMillis, long lastSeenMillis) {
    this.identifiers = Collections.unmodifiableMap(identifiers);
    this.firstSeenMillis = firstSeenMillis;
    this.lastSeenMillis = lastSeenMillis;
  }

  /** The INSTANCE and MODEL identifiers, by name. */
  public Map<String, String> identifiers() {
    return identifiers;
  }

  /** Epoch milliseconds. */
  public long firstSeenMillis() {
    return firstSeenMillis;
  }

  /** Epoch milliseconds. */
  public long lastSeenMillis() {
    return lastSeenMillis;
  }
}
