package io.hostshift.source.kernel;

import java.util.concurrent.TimeUnit;

/** A virtio network device whose announcements are told from its configuration interrupts. */
final class CountedDevice {
  /** What a device that is down cannot answer is asked of it at the time of the others. */
  private static final long SAME_MOVE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final InterruptLine line;
  private final Rounds rounds = new Rounds();
  private long readNanos;
  private boolean stale;

  /** When it announced itself last; it has not before the first time. */
  private long announcedNanos;

  private boolean announcedOnce;

  /** It has not answered when others announced themselves, since it was down. */
  private boolean owing;

  /** What may be no more than the answer it owes has begun. */
  private boolean belated;

  /**
   * @param line its configuration interrupt
   */
  CountedDevice(InterruptLine line, long now) {
    this.line = line;
    this.readNanos = now;
  }

  InterruptLine line() {
    return line;
  }

  /**
   * Looks once.
   *
   * @param heard whether the kernel tells of the device's announcements by itself
   */
  void read(Announcements announcements, boolean heard, long now) {
    if (heard) {
      stale = true;
      return;
    }
    long rise = line.rise();
    long since = readNanos;
    readNanos = now;
    if (stale) {
      stale = false; // That was heard.
      return;
    }
    long last = rounds.last();
    if (rise == 0) {
      settle(announcements, now);
    }
    if (rounds.endsUnanswered(now)) {
      owing = !announcedNear(last) && announcements.near(last, SAME_MOVE_NANOS);
    }
    if (rise > 0 && rounds.add(since, now, rise)) {
      begun(announcements, now);
    }
  }

  /** Where its last round came late, that is no round of others. */
  private boolean announcedNear(long then) {
    return announcedOnce && then - announcedNanos < Announcements.QUIET_NANOS;
  }

  private void settle(Announcements announcements, long now) {
    if (rounds.settles(now)) {
      begun(announcements, now);
    }
    if (belated && rounds.quiet(now)) {
      belated = false;
      owing = false;
      if (rounds.complete()) {
        announced(announcements, now);
      }
    }
  }

  /**
   * A device that was down is asked with the others, and answers once it has been set up: then one
   * round less comes, which is seen at its end.
   */
  private void begun(Announcements announcements, long now) {
    if (owing && !announcements.recent(now)) {
      belated = true;
    } else {
      owing = false;
      announced(announcements, now);
    }
  }

  private void announced(Announcements announcements, long now) {
    announcedNanos = now;
    announcedOnce = true;
    announcements.at(now);
  }

  boolean undecided(long now) {
    return rounds.undecided(now);
  }
}
