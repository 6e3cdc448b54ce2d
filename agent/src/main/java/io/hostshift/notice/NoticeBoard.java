package io.hostshift.notice;

import io.hostshift.base.NanoClock;
import io.hostshift.watch.Announcement;
import io.hostshift.watch.Event;
import io.hostshift.watch.HostWatcher;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * What was announced, what became of it, and which event followed. Tells the watcher what to
 * expect, and people what is new. Stepped on the agent's thread; asked by any.
 */
public final class NoticeBoard {
  private final Readiness readiness;
  private final Preparation preparation;
  private final NanoClock nanos;
  private final LongSupplier millis;
  private final long lingerNanos;
  private final NoticeHistory history;
  private final List<NoticeListener> listeners = new CopyOnWriteArrayList<>();
  private HostWatcher watcher;
  private String announced = "";
  private volatile boolean expecting;

  /**
   * @param millis the clock of the epoch
   * @param lingerNanos how long after the end of what was announced an event still belongs to it
   * @param capacity how many notices are kept
   */
  public NoticeBoard(
      Readiness readiness,
      Preparation preparation,
      NanoClock nanos,
      LongSupplier millis,
      long lingerNanos,
      int capacity) {
    this.readiness = readiness;
    this.preparation = preparation;
    this.nanos = nanos;
    this.millis = millis;
    this.lingerNanos = lingerNanos;
    this.history = new NoticeHistory(capacity);
  }

  /** To be called before the first step. */
  public void watch(HostWatcher watched) {
    watcher = watched;
  }

  /** Hears of all that is new from now on. */
  public void add(NoticeListener listener) {
    listeners.add(listener);
  }

  /** What a channel has said. */
  public void take(List<Notice> news) {
    for (Notice notice : news) {
      take(notice);
    }
    step();
  }

  private void take(Notice notice) {
    KeptNotice entry = history.find(notice.key());
    boolean first = entry == null;
    Notice before = first ? null : entry.notice;
    if (first) {
      entry = history.keep(notice);
    } else if (mayHaveTakenPlace(entry, notice)) {
      entry.withdrawn = notice;
    } else {
      entry.over &= entry.withdrawn == null; // It is shown again.
      entry.withdrawn = null;
      entry.notice = notice.but().event(before.event()).build();
    }
    if (notice.phase().over() && !entry.over) {
      entry.over = true;
      entry.overNanos = nanos.nanos();
      readiness.over(notice.key());
    }
    if (entry.withdrawn != null) {
      explain(entry);
      return;
    }
    tell(entry.notice, NoticeSentence.of(entry.notice, before, millis.getAsLong()));
    boolean asks = notice.limitMillis() > 0 && (first || before.limitMillis() == 0);
    if (asks) {
      // Whoever listens has the same moment where the hypervisor waits only later on.
      readiness.told(notice, left(notice), preparation.delays(notice));
    }
  }

  /** A host that is done early takes its notice back: what can be read by now decides. */
  private boolean mayHaveTakenPlace(KeptNotice entry, Notice notice) {
    return notice.withdrawn() && !entry.over && entry.isExpected(millis.getAsLong());
  }

  /** As ended once an event belongs to it. */
  private void explain(KeptNotice entry) {
    if (entry.withdrawn != null && entry.notice.event() != 0) {
      become(entry, Phase.ENDED);
    }
  }

  private void become(KeptNotice entry, Phase phase) {
    Notice before = entry.notice;
    Notice over = entry.withdrawn.but().phase(phase).event(before.event()).build();
    entry.withdrawn = null;
    entry.notice = over;
    tell(over, NoticeSentence.of(over, before, millis.getAsLong()));
  }

  private void tell(Notice notice, String message) {
    for (NoticeListener listener : listeners) {
      listener.noticed(notice, message);
    }
  }

  /** How long there is until it may begin, in milliseconds; a moment if that is not known. */
  private long left(Notice notice) {
    long begin = notice.limitMillis() > 0 ? notice.limitMillis() : notice.notBeforeMillis();
    return begin == 0 ? Preparation.UNKNOWN_MILLIS : Math.max(0, begin - millis.getAsLong());
  }

  /** At each poll: prepares what is due, concludes what is over. */
  public void step() {
    if (history.isOver()) {
      return;
    }
    for (KeptNotice entry : history.live()) {
      prepare(entry);
      conclude(entry);
    }
    expect();
  }

  private void prepare(KeptNotice entry) {
    Notice notice = entry.notice;
    if (!entry.preparing && preparation.isDue(notice, left(notice))) {
      entry.preparing = true;
      preparation.begin(notice, left(notice), () -> readiness.prepared(notice.key()));
    }
  }

  /** Says once that nothing has followed. */
  private void conclude(KeptNotice entry) {
    boolean late = entry.over && nanos.nanos() - entry.overNanos >= lingerNanos;
    if (late && !entry.concluded) {
      history.conclude(entry);
      if (entry.withdrawn != null) {
        become(entry, Phase.CANCELLED);
      } else if (entry.notice.event() == 0 && entry.notice.phase() == Phase.ENDED) {
        tell(entry.notice, NoticeSentence.nothingFollowed(entry.notice));
      }
    }
  }

  /** What has begun comes first, then what was heard first. */
  private void expect() {
    Notice next = null;
    for (KeptNotice entry : history.live()) {
      boolean better =
          next == null
              || (entry.notice.phase() != Phase.ANNOUNCED && next.phase() == Phase.ANNOUNCED);
      if (entry.isExpected(millis.getAsLong()) && better) {
        next = entry.notice;
      }
    }
    expecting = next != null;
    String key = next == null ? "" : next.key() + next.phase();
    if (!key.equals(announced)) {
      announced = key;
      watcher.announce(
          next == null
              ? Announcement.NONE
              : new Announcement(next.key(), next.kind() == NoticeKind.MIGRATION),
          next != null && next.phase() != Phase.ANNOUNCED);
    }
  }

  /** Whether something announced may happen now, or its event has not settled. */
  public boolean expecting() {
    return expecting;
  }

  /** An event that opened, or that more has joined. */
  void changed(Event event) {
    KeptNotice entry = history.find(event.notice());
    if (entry != null && entry.notice.event() == 0) {
      entry.notice = entry.notice.but().event(event.sequence()).build();
      explain(entry);
    }
  }

  /** Nothing joins the event any more, and its notice has had its event. */
  void settled(Event event) {
    KeptNotice entry = history.find(event.notice());
    if (entry == null || entry.notice.event() != event.sequence()) {
      return;
    }
    history.conclude(entry);
    if (entry.notice.simulated()) {
      take(entry.notice.but().phase(Phase.ENDED).build());
    }
    expect();
  }

  /** Plays a notice; its event is to follow at once. The key of the notice. */
  public String simulate() {
    long now = millis.getAsLong();
    Notice notice =
        new NoticeBuilder("simulated", "notice-" + nanos.nanos())
            .kind(NoticeKind.MIGRATION)
            .phase(Phase.STARTED)
            .text("played on request")
            .heardAt(now)
            .expectUntil(now + 1)
            .simulated(true)
            .build();
    take(Collections.singletonList(notice));
    return notice.key();
  }

  /** Those kept, the oldest first. */
  public List<Notice> notices() {
    return history.notices();
  }

  /**
   * Asks for time before an answer.
   *
   * @return whether anything waits for an answer
   */
  public boolean hold(int seconds, String why) {
    readiness.hold(seconds, why);
    return waits() || readiness.checking();
  }

  /** Whether there was a hold. */
  public boolean ready() {
    return readiness.ready();
  }

  private boolean waits() {
    for (Notice notice : notices()) {
      if (notice.waits()) {
        return true;
      }
    }
    return false;
  }
}
