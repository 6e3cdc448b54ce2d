package io.hostshift.watch;

import java.util.Locale;

/** What would be noticed of a move, from what is shown of the host. */
public enum WouldNotice {
  /** Each move to another host, and which host that is. */
  HOST,
  /** A move to another kind of host alone: one to a like host goes unseen. */
  KIND,
  /** Each move, as something that happened, and not where to. */
  EVENT,
  NO;

  /** As in JSON, JMX and the line at the start. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether no move would go unseen. */
  public boolean eachMove() {
    return this == HOST || this == EVENT;
  }
}
