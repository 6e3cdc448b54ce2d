package io.hostshift.notice;

import io.hostshift.base.NanoClock;
import io.hostshift.watch.Announcement;
import io.hostshift.watch.Event;
import io.hostshift.watch.HostWatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * What was announced, what became of it, and which event followed. Tells the watcher what to
 * expect, and people what is new. Stepped on the agent's thread; asked by any.
 */
public final class NoticeBoard {
  private static final class Entry {
    private volatile Notice notice;
    private boolean preparing;
    private boolean over;
    private long overNanos;
    private boolean concluded;

    /** What it became when it went before its time; null once it is known what that meant. */
    private Notice withdrawn;

    Entry(Notice notice) {
      this.notice = notice;
    }
  }

  private final Readiness readiness;
  private final Preparation preparation;
  private final NanoClock nanos;
  private final LongSupplier millis;
  private final long lingerNanos;
  private final int capacity;
  private final List<NoticeListener> listeners = new CopyOnWriteArrayList<>();

  /** Changed on the agent's thread alone, under its own lock; under that it is read elsewhere. */
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Those of them that something may still come of: a history may be long. */
  private final Map<String, Entry> live = new LinkedHashMap<>();

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
    this.capacity = capacity;
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
    Entry entry = entries.get(notice.key());
    boolean first = entry == null;
    Notice before = first ? null : entry.notice;
    if (first) {
      entry = new Entry(notice);
      keep(entry);
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
  private boolean mayHaveTakenPlace(Entry entry, Notice notice) {
    return notice.withdrawn() && !entry.over && expected(entry);
  }

  /** As ended once an event belongs to it. */
  private void explain(Entry entry) {
    if (entry.withdrawn != null && entry.notice.event() != 0) {
      become(entry, Phase.ENDED);
    }
  }

  private void become(Entry entry, Phase phase) {
    Notice before = entry.notice;
    Notice over = entry.withdrawn.but().phase(phase).event(before.event()).build();
    entry.withdrawn = null;
    entry.notice = over;
    tell(over, NoticeSentence.of(over, before, millis.getAsLong()));
  }

  /** And forgets the oldest, if it is one too many. */
  private void keep(Entry entry) {
    String key = entry.notice.key();
    live.put(key, entry);
    synchronized (entries) {
      entries.put(key, entry);
      if (entries.size() > capacity) {
        String oldest = entries.keySet().iterator().next();
        entries.remove(oldest);
        live.remove(oldest);
      }
    }
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
    if (live.isEmpty()) {
      return;
    }
    for (Entry entry : new ArrayList<>(live.values())) {
      prepare(entry);
      conclude(entry);
    }
    expect();
  }

  private void prepare(Entry entry) {
    Notice notice = entry.notice;
    if (!entry.preparing && preparation.isDue(notice, left(notice))) {
      entry.preparing = true;
      preparation.begin(notice, left(notice), () -> readiness.prepared(notice.key()));
    }
  }

  private void concluded(Entry entry) {
    entry.concluded = true;
    live.remove(entry.notice.key());
  }

  /** Says once that nothing has followed. */
  private void conclude(Entry entry) {
    boolean late = entry.over && nanos.nanos() - entry.overNanos >= lingerNanos;
    if (late && !entry.concluded) {
      concluded(entry);
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
    for (Entry entry : live.values()) {
      boolean better =
          next == null
              || (entry.notice.phase() != Phase.ANNOUNCED && next.phase() == Phase.ANNOUNCED);
      if (expected(entry) && better) {
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

  private boolean expected(Entry entry) {
    Notice notice = entry.notice;
    if (entry.concluded || notice.expectUntilMillis() == 0 || notice.kind().endsJvm()) {
      return false;
    }
    return entry.over
        ? notice.phase() == Phase.ENDED || entry.withdrawn != null
        : millis.getAsLong() < notice.expectUntilMillis();
  }

  /** Whether something announced may happen now, or its event has not settled. */
  public boolean expecting() {
    return expecting;
  }

  /** An event that opened, or that more has joined. */
  void changed(Event event) {
    Entry entry = entries.get(event.notice());
    if (entry != null && entry.notice.event() == 0) {
      entry.notice = entry.notice.but().event(event.sequence()).build();
      explain(entry);
    }
  }

  /** Nothing joins the event any more, and its notice has had its event. */
  void settled(Event event) {
    Entry entry = entries.get(event.notice());
    if (entry == null || entry.notice.event() != event.sequence()) {
      return;
    }
    concluded(entry);
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
    List<Notice> all = new ArrayList<>();
    synchronized (entries) {
      for (Entry entry : entries.values()) {
        all.add(entry.notice);
      }
    }
    return all;
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
