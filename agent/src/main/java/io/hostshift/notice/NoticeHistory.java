package io.hostshift.notice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest notices, the oldest first; bounded. It is changed on one thread; any may ask for the
 * {@link #notices}.
 */
final class NoticeHistory {
  private final int capacity;

  /** Changed under its own lock; under that it is read elsewhere. */
  private final Map<String, KeptNotice> kept = new LinkedHashMap<>();

  /** Those of them that something may still come of: a history may be long. */
  private final Map<String, KeptNotice> live = new LinkedHashMap<>();

  /**
   * @param capacity how many notices are kept
   */
  NoticeHistory(int capacity) {
    this.capacity = capacity;
  }

  /** Null if there is none of this key, or no longer. */
  KeptNotice find(String key) {
    return kept.get(key);
  }

  /** And forgets the oldest, if it is one too many. */
  KeptNotice keep(Notice notice) {
    KeptNotice fresh = new KeptNotice(notice);
    live.put(notice.key(), fresh);
    synchronized (kept) {
      kept.put(notice.key(), fresh);
      if (kept.size() > capacity) {
        String oldest = kept.keySet().iterator().next();
        kept.remove(oldest);
        live.remove(oldest);
      }
    }
    return fresh;
  }

  /** Nothing comes of it any more; it stays in the history. */
  void conclude(KeptNotice over) {
    over.concluded = true;
    live.remove(over.notice.key());
  }

  /** Whether nothing comes of any of them any more. */
  boolean isOver() {
    return live.isEmpty();
  }

  /** Those that something may still come of, as they are now. */
  List<KeptNotice> live() {
    return new ArrayList<>(live.values());
  }

  List<Notice> notices() {
    List<Notice> all = new ArrayList<>();
    synchronized (kept) {
      for (KeptNotice one : kept.values()) {
        all.add(one.notice);
      }
    }
    return all;
  }
}
