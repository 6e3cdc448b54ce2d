package io.hostshift.notice;

import io.hostshift.host.HostProfile;
import io.hostshift.watch.Event;
import io.hostshift.watch.EventListener;

/** Lets the notices know of the events that follow them, before anything else follows. */
public final class JoinedNotices implements EventListener {
  private final NoticeBoard board;
  private final EventListener next;

  public JoinedNotices(NoticeBoard board, EventListener next) {
    this.board = board;
    this.next = next;
  }

  @Override
  public void changed(Event event) {
    board.changed(event);
    next.changed(event);
  }

  @Override
  public void learned(HostProfile profile) {
    next.learned(profile);
  }

  @Override
  public void settled(Event event) {
    next.settled(event);
    board.settled(event);
  }
}
