package io.hostshift.watch;

import io.hostshift.host.HostProfile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** The hosts that this VM has been on, the latest last; the oldest go first. */
public final class HostHistory {
  private final int capacity;
  private final Deque<KnownHost> hosts = new ArrayDeque<>();

  /**
   * @param capacity how many hosts are kept, at least 1
   */
  public HostHistory(int capacity) {
    this.capacity = Math.max(1, capacity);
  }

  /**
   * Notes the host of a profile that has settled.
   *
   * @param sinceMillis when the VM was first noticed there, in epoch milliseconds
   */
  synchronized void seen(HostProfile profile, long sinceMillis) {
    Map<String, String> identifiers = profile.host();
    KnownHost latest = hosts.peekLast();
    if (latest != null) {
      hosts.removeLast();
      hosts.addLast(new KnownHost(latest.identifiers(), latest.firstSeenMillis(), sinceMillis));
      if (latest.identifiers().equals(identifiers)) {
        return;
      }
    }
    hosts.addLast(new KnownHost(identifiers, sinceMillis, profile.readAtMillis()));
    while (hosts.size() > capacity) {
      hosts.removeFirst();
    }
  }

  /** The oldest first; the last one is the present host. */
  public synchronized List<KnownHost> hosts() {
    return new ArrayList<>(hosts);
  }

  public synchronized void clear() {
    KnownHost present = hosts.peekLast();
    hosts.clear();
    if (present != null) {
      hosts.addLast(present);
    }
  }
}
