package io.hostshift.source.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Counts announcements: a device repeats itself five times within a second, the others of the VM
 * join in, and an operator's software may have all of them do so again some seconds later. That is
 * one announcement, until nothing has come for 8 s: less than an event takes to settle, so that a
 * move that follows at once is another one. Safe for any thread.
 */
final class Announcements {
  static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(8);

  /** A link that was down when it was asked makes up for it within this time once it is set up. */
  private static final long BELATED_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Of one link, by its number. */
  private static final class Link {
    private long countWhenDown;
    private boolean up;
    private long upNanos;
  }

  private static final int MOST_LINKS = 1024;

  private final Map<Integer, Link> links = new HashMap<>();
  private long count;
  private long lastNanos;

  synchronized long count() {
    return count;
  }

  /** One has been heard. */
  synchronized void at(long now) {
    if (!recent(now)) {
      count++;
    }
    lastNanos = now;
  }

  /** Whether what comes now would be part of the last one. */
  synchronized boolean recent(long now) {
    return count > 0 && now - lastNanos < QUIET_NANOS;
  }

  /** Whether there was one at about this time. */
  synchronized boolean near(long then, long mostNanos) {
    return count > 0 && Math.abs(lastNanos - then) <= mostNanos;
  }

  /** A link was set up or down. */
  synchronized void link(int index, boolean up, long now) {
    Link link = links.get(index);
    if (link == null) {
      if (links.size() >= MOST_LINKS) {
        links.clear(); // Containers come and go; what is lost is when a link was set up.
      }
      link = new Link();
      links.put(index, link);
    }
    link.up = up;
    link.upNanos = now;
    if (!up) {
      link.countWhenDown = count;
    }
  }

  /**
   * A link has announced itself. One that was just set up may only now have got to it, of a moment
   * when it was down: then it is no other announcement than the one that came meanwhile.
   */
  synchronized void of(int index, long now) {
    Link link = links.get(index);
    boolean belated =
        link != null && link.up && now - link.upNanos < BELATED_NANOS && count > link.countWhenDown;
    if (!belated) {
      at(now);
    }
  }
}
