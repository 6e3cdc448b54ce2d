package io.hostshift.watch;

import io.hostshift.base.NanoClock;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;

/**
 * One source, its last reading, and whether that reading has been confirmed.
 *
 * <p>A reading that differs from the profile is believed only once a second one, a little later, is
 * equal to it: files are caught half-written, and a move can fall between two reads.
 *
 * <p>It is polled by one thread; how it stands may be asked by any.
 */
final class SourceWatch {
  /** A second's worth of reading again. */
  private static final int MOST_ROUNDS = 50;

  private final Source source;
  private volatile Reading last;
  private boolean suspect;
  private int rounds;
  private volatile long readNanos;

  SourceWatch(Source source) {
    this.source = source;
  }

  Source source() {
    return source;
  }

  /** Null before the first read. */
  Reading last() {
    return last;
  }

  /** How long the last read took. */
  long readNanos() {
    return readNanos;
  }

  /**
   * Whether to read it again soon. After a while, one that says something else each time falls back
   * to the ordinary schedule.
   */
  boolean suspect() {
    return (suspect && rounds < MOST_ROUNDS) || source.undecided();
  }

  /**
   * Reads once.
   *
   * @return the reading to be taken into the profile, or null if there is nothing new or it has yet
   *     to be confirmed
   */
  Reading poll(HostProfile profile, NanoClock clock) {
    long begin = clock.nanos();
    Reading now = source.read(last);
    readNanos = clock.nanos() - begin;
    return take(now, profile);
  }

  /** As {@link #poll}, with a reading that was taken elsewhere. */
  Reading take(Reading now, HostProfile profile) {
    Reading before = last;
    last = now;
    if (now == before && !suspect) {
      return null;
    }
    if (!now.readable()) {
      suspect = false;
      return null;
    }
    if (!differs(now, profile)) {
      suspect = false;
      return now;
    }
    if (suspect && confirms(now, before)) {
      suspect = false;
      return now;
    }
    rounds = suspect ? rounds + 1 : 0;
    suspect = true;
    return null;
  }

  /**
   * Whether both say the same of the host. The memory of the guest, which a balloon changes all the
   * time, and the reasons of what is missing do not count.
   */
  private static boolean confirms(Reading now, Reading before) {
    return now.identifiers().equals(before.identifiers())
        && (now.capacity() == null
            ? before.capacity() == null
            : before.capacity() != null && !before.capacity().differsFrom(now.capacity()));
  }

  private static boolean differs(Reading now, HostProfile profile) {
    for (Identifier identifier : now.identifiers()) {
      Identifier known = profile.identifier(identifier.name());
      if (known != null && identifier.differsFrom(known)) {
        return true;
      }
    }
    return now.capacity() != null
        && profile.capacity().processors() > 0
        && now.capacity().processors() > 0
        && profile.capacity().differsFrom(now.capacity());
  }
}
