package io.hostshift.report.jmx;

import io.hostshift.watch.KnownHost;
import java.util.Map;

/** A host that the VM has been on, as JMX clients see it. */
public final class KnownHostView {
  private final KnownHost host;

  KnownHostView(KnownHost host) {
    this.host = host;
  }

  public Map<String, String> getIdentifiers() {
    return host.identifiers();
  }

  public long getFirstSeenMillis() {
    return host.firstSeenMillis();
  }

  public long getLastSeenMillis() {
    return host.lastSeenMillis();
  }

  public boolean isSettled() {
    return host.settled();
  }
}
