package io.hostshift.source.kernel;

import java.util.concurrent.TimeUnit;

/**
 * Tells an announcement from changes of the link, which the host signals by the same interrupt.
 *
 * <p>QEMU has a device announce itself five times, each time 50, 150, 250 or 350 ms after the guest
 * has answered the one before, which takes a busy guest seconds in all. The link of a device
 * changes twice if it goes off and on, and seldom more than once in half a second. How often the
 * interrupt came is seen at polls alone, so each of these times is an upper bound. Where they are
 * too long to tell, what remains is that changes of the link come in pairs.
 */
final class Rounds {
  private static final long CLOSE_NANOS = TimeUnit.MILLISECONDS.toNanos(700);
  private static final long POLLED_NANOS = TimeUnit.MILLISECONDS.toNanos(1_350);
  private static final long ALL_NANOS = TimeUnit.MILLISECONDS.toNanos(1_800);

  /** A link that changes for the fifth time within this time is seldom quiet for a second then. */
  private static final long ANSWERED_NANOS = TimeUnit.SECONDS.toNanos(4);

  private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long UNDECIDED_NANOS = TimeUnit.MILLISECONDS.toNanos(1_100);

  /** A link that is broken may go off and on all day. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** After that nothing more comes of what has begun. */
  private static final long OVER_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final int CLOSE = 3;
  private static final int POLLED = 4;
  private static final int ALL = 5;
  private static final int KEPT = 8;

  private final long[] begin = new long[KEPT];
  private final long[] end = new long[KEPT];
  private final long[] came = new long[KEPT];
  private int next;
  private boolean open;
  private long openedNanos;
  private long firstNanos;
  private long total;
  private boolean told;
  private long toldNanos;

  /**
   * @param since when it was looked at before
   * @param rise how often it came since then, at least 1
   * @return whether this is an announcement; once for each
   */
  boolean add(long since, long now, long rise) {
    if (told && now - toldNanos >= OVER_NANOS) {
      told = false;
      next = 0;
    }
    firstNanos = total == 0 ? since : firstNanos;
    total += rise;
    int slot = next % KEPT;
    begin[slot] = since;
    end[slot] = now;
    came[slot] = rise;
    next++;
    openedNanos = open ? openedNanos : now;
    open = true;
    return tell(together(now), now);
  }

  private boolean tell(boolean announcement, long now) {
    if (told || !announcement) {
      return false;
    }
    told = true;
    toldNanos = now;
    return true;
  }

  /**
   * Whether what has come is seen to be an announcement now that no more comes; once for each, if
   * {@link #add} has not told so.
   */
  boolean settles(long now) {
    return open && quiet(now) && tell(answered() || unpaired(), now);
  }

  private boolean answered() {
    return complete() && total % 2 == 1 && last() - firstNanos <= ANSWERED_NANOS;
  }

  private boolean unpaired() {
    long sum = 0;
    boolean blurred = false;
    for (int i = 1; i <= Math.min(next, KEPT); i++) {
      int slot = (next - i) % KEPT;
      sum += came[slot];
      blurred |= came[slot] >= CLOSE && end[slot] - begin[slot] > POLLED_NANOS;
    }
    return blurred && sum >= ALL && (sum % 2 == 1 || sum >= 2 * ALL);
  }

  private boolean together(long now) {
    long sum = 0;
    for (int i = 1; i <= Math.min(next, KEPT); i++) {
      int slot = (next - i) % KEPT;
      long nanos = now - begin[slot];
      sum += came[slot];
      if ((sum >= CLOSE && nanos <= CLOSE_NANOS)
          || (sum >= POLLED && nanos <= POLLED_NANOS)
          || (sum >= ALL && nanos <= ALL_NANOS)) {
        return true;
      }
    }
    return false;
  }

  /** Whether something has begun and nobody can say yet what it is. */
  boolean undecided(long now) {
    return open && !told && now - last() < UNDECIDED_NANOS && now - openedNanos < LONGEST_NANOS;
  }

  /** Whether as many rounds came as an announcement has. */
  boolean complete() {
    return total >= ALL;
  }

  /** Whether no more has come for a second. */
  boolean quiet(long now) {
    return now - last() >= SETTLED_NANOS;
  }

  /** When the interrupt was last seen to have come. */
  long last() {
    return end[(next + KEPT - 1) % KEPT];
  }

  /**
   * Whether what had begun is over now, was no announcement, and may have been the first round of
   * one that nothing answered; once for each. What comes from now on is something else.
   */
  boolean endsUnanswered(long now) {
    if (!open || now - last() < OVER_NANOS) {
      return false;
    }
    boolean unanswered = !told && total < CLOSE;
    open = false;
    told = false;
    next = 0;
    total = 0;
    return unanswered;
  }
}
