package io.hostshift.watch;

import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;

/**
 * One source, its last reading, and whether that reading has been confirmed.
 *
 * <p>A reading that differs from the profile is believed only once a second one, a little later, is
 * equal to it: files are caught half-written, and a move can fall between two reads.
 */
final class SourceWatch {
  private final Source source;
  private Reading last;
  private boolean suspect;
  private long readNanos;

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

  boolean suspect() {
    return suspect;
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
    if (suspect && now.sameAs(before)) {
      suspect = false;
      return now;
    }
    suspect = true;
    return null;
  }

  private static boolean differs(Reading now, HostProfile profile) {
    for (Identifier identifier : now.identifiers()) {
      Identifier known = profile.identifier(identifier.name());
      if (known != null && !known.value().equals(identifier.value())) {
        return true;
      }
    }
    return now.capacity() != null
        && profile.capacity().processors() > 0
        && profile.capacity().differsFrom(now.capacity());
  }
}
