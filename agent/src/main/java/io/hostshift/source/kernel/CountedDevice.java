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
  private boolean owing;

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
    if (rise == 0 && rounds.settles(now)) {
      announced(announcements, now);
    }
    if (rounds.endsUnanswered(now)) {
      owing = announcements.near(last, SAME_MOVE_NANOS);
    }
    if (rise > 0 && rounds.add(since, now, rise)) {
      announced(announcements, now);
    }
  }

  /** A device that was down is asked with the others, and answers once it has been set up. */
  private void announced(Announcements announcements, long now) {
    if (!owing || announcements.recent(now)) {
      announcements.at(now);
    }
    owing = false;
  }

  boolean undecided(long now) {
    return rounds.undecided(now);
  }
}
