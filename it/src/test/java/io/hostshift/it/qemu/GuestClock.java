package io.hostshift.it.qemu;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How far the guest's CLOCK_REALTIME is from the host's, on one host. After a migration it differs:
 * the guest's clock stands still while the guest does. Reckoned from stamps that the guest sends
 * about fifty times a second; the quickest of them tells the offset best, and is late by the
 * transport's least delay (below a millisecond on an idle machine, so guest times are reckoned too
 * early by that, never too late).
 */
public final class GuestClock {
  private final LineLog stamps;

  GuestClock(LineLog stamps) {
    this.stamps = stamps;
  }

  /** The guest's time at a moment of the host. */
  public Instant guestTime(Instant host) {
    return host.minus(offset());
  }

  /** The host's time at a moment of the guest. */
  public Instant hostTime(Instant guest) {
    return guest.plus(offset());
  }

  /** Host time minus guest time; waits until there are some stamps of this host. */
  public Duration offset() {
    stamps.awaitFrom(50, line -> true, Duration.ofMinutes(3));
    List<TimedLine> all = stamps.all();
    // The first may have been cut in two where the connection began.
    return all.subList(1, all.size()).stream()
        .map(line -> Duration.between(stamp(line.text()), line.at()))
        .min(Duration::compareTo)
        .orElseThrow();
  }

  /** Seconds, a dot, and six digits of microseconds. */
  private static Instant stamp(String text) {
    int dot = text.indexOf('.');
    return Instant.ofEpochSecond(
        Long.parseLong(text, 0, dot, 10), Long.parseLong(text, dot + 1, text.length(), 10) * 1000);
  }
}
