package io.hostshift.watch;

import java.util.Collections;
import java.util.Map;

/** A host that this VM has been on. */
public final class KnownHost {
  private final Map<String, String> identifiers;
  private final long firstSeenMillis;
  private final long lastSeenMillis;
  private final boolean settled;

  /**
   * @param firstSeenMillis epoch milliseconds, as the other
   */
  public KnownHost(Map<String, String> identifiers, long firstSeenMillis, long lastSeenMillis) {
    this(identifiers, firstSeenMillis, lastSeenMillis, true);
  }

  private KnownHost(
      Map<String, String> identifiers, long firstSeenMillis, long lastSeenMillis, boolean settled) {
    this.identifiers = Collections.unmodifiableMap(identifiers);
    this.firstSeenMillis = firstSeenMillis;
    this.lastSeenMillis = lastSeenMillis;
    this.settled = settled;
  }

  /** A host that may become better known, because its event has not settled yet. */
  static KnownHost unsettled(
      Map<String, String> identifiers, long firstSeenMillis, long lastSeenMillis) {
    return new KnownHost(identifiers, firstSeenMillis, lastSeenMillis, false);
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

  /** False while further identifiers may join the event that brought the VM here. */
  public boolean settled() {
    return settled;
  }
}
