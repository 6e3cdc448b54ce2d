package io.hostshift.watch;

import io.hostshift.host.HostProfile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The hosts that this VM has been on, the latest last; the oldest go first. Safe for any thread.
 */
public final class HostHistory {
  private final int capacity;
  private final Deque<KnownHost> hosts = new ArrayDeque<>();
  private KnownHost unsettled;

  /**
   * @param capacity how many hosts are kept, at least 1
   */
  public HostHistory(int capacity) {
    this.capacity = Math.max(1, capacity);
  }

  /** Begins with hosts that were known before this JVM was started, the oldest first. */
  public synchronized void remember(List<KnownHost> earlier) {
    for (KnownHost host : earlier) {
      hosts.addLast(host);
      if (hosts.size() > capacity) {
        hosts.removeFirst();
      }
    }
  }

  /** When a host with these identifiers was last left, in epoch milliseconds; 0 if never. */
  public synchronized long leftMillis(Map<String, String> identifiers) {
    long left = 0;
    KnownHost present = hosts.peekLast();
    for (KnownHost host : hosts) {
      if (host != present && host.identifiers().equals(identifiers)) {
        left = host.lastSeenMillis();
      }
    }
    return left;
  }

  /**
   * Notes the host of a profile; one that shows more of the host that is known already adds to it.
   *
   * @param sinceMillis when the VM was first noticed there, in epoch milliseconds
   */
  synchronized void seen(HostProfile profile, long sinceMillis) {
    unsettled = null;
    Map<String, String> identifiers = profile.host();
    KnownHost latest = hosts.peekLast();
    if (identifiers.isEmpty() || (latest != null && latest.identifiers().equals(identifiers))) {
      return;
    }
    if (latest == null) {
      hosts.addLast(new KnownHost(identifiers, sinceMillis, sinceMillis));
      return;
    }
    hosts.removeLast();
    if (identifiers.entrySet().containsAll(latest.identifiers().entrySet())) {
      hosts.addLast(new KnownHost(identifiers, latest.firstSeenMillis(), sinceMillis));
      return;
    }
    hosts.addLast(new KnownHost(latest.identifiers(), latest.firstSeenMillis(), sinceMillis));
    hosts.addLast(new KnownHost(identifiers, sinceMillis, sinceMillis));
    while (hosts.size() > capacity) {
      hosts.removeFirst();
    }
  }

  /**
   * Notes where the VM is while an event is open: nothing is noted for good, since identifiers that
   * are yet to join would make another host of it.
   *
   * @param sinceMillis when the VM was first noticed there, in epoch milliseconds
   */
  synchronized void arrived(HostProfile profile, long sinceMillis) {
    Map<String, String> identifiers = profile.host();
    KnownHost latest = hosts.peekLast();
    boolean same = latest != null && latest.identifiers().equals(identifiers);
    unsettled =
        identifiers.isEmpty() || same
            ? null
            : KnownHost.unsettled(identifiers, sinceMillis, sinceMillis);
  }

  /**
   * The oldest first; the last one is the present host, which may not have settled.
   *
   * @param nowMillis until when the present one has been seen, in epoch milliseconds
   */
  public synchronized List<KnownHost> hosts(long nowMillis) {
    List<KnownHost> all = new ArrayList<>(hosts);
    KnownHost present = hosts.peekLast();
    if (unsettled != null) {
      long since = unsettled.firstSeenMillis();
      if (present != null) {
        all.set(
            all.size() - 1, new KnownHost(present.identifiers(), present.firstSeenMillis(), since));
      }
      all.add(KnownHost.unsettled(unsettled.identifiers(), since, nowMillis));
    } else if (present != null) {
      all.set(
          all.size() - 1,
          new KnownHost(present.identifiers(), present.firstSeenMillis(), nowMillis));
    }
    return all;
  }

  /** Forgets all but the present one. */
  public synchronized void clear() {
    KnownHost present = hosts.peekLast();
    hosts.clear();
    if (present != null) {
      hosts.addLast(present);
    }
  }
}
