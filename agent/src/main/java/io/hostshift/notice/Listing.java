package io.hostshift.notice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one channel has announced so far, and what is new in it. A notice that is not shown any more
 * is over: it took place if it had begun, was approved or its time had come, else it was cancelled
 * as far as one can tell by the notice alone.
 */
final class Listing {
  private final Map<String, Notice> open = new LinkedHashMap<>();

  /**
   * @param now all that is announced
   * @return what is new or different, in order
   */
  List<Notice> update(List<Notice> now, long nowMillis) {
    if (now.isEmpty() && open.isEmpty()) {
      return Collections.emptyList(); // As at each poll of nearly all machines.
    }
    List<Notice> changes = new ArrayList<>();
    Map<String, Notice> missing = new LinkedHashMap<>(open);
    for (Notice shown : now) {
      missing.remove(shown.key());
      Notice before = open.get(shown.key());
      if (before == null && shown.phase().over()) {
        continue;
      }
      Notice joined = before == null ? shown : join(before, shown);
      put(joined);
      if (before == null || before.differs(joined)) {
        changes.add(joined);
      }
    }
    for (Notice gone : missing.values()) {
      Phase phase = over(gone, nowMillis);
      Notice over = gone.but().phase(phase).withdrawn(phase == Phase.CANCELLED).build();
      put(over);
      changes.add(over);
    }
    return changes;
  }

  /** When it was first heard, and that it was answered, are known here alone. */
  private static Notice join(Notice before, Notice shown) {
    return shown
        .but()
        .heardAt(before.heardAtMillis())
        .acknowledged(before.acknowledged() || shown.acknowledged())
        .build();
  }

  private static Phase over(Notice gone, long nowMillis) {
    boolean due = nowMillis >= gone.notBeforeMillis();
    boolean began = gone.phase() == Phase.STARTED || gone.acknowledged() || due;
    return began ? Phase.ENDED : Phase.CANCELLED;
  }

  private void put(Notice notice) {
    if (notice.phase().over()) {
      open.remove(notice.key());
    } else {
      open.put(notice.key(), notice);
    }
  }

  /** The hypervisor was answered; null if the notice is over meanwhile. */
  Notice acknowledged(String key) {
    Notice known = open.get(key);
    if (known == null) {
      return null;
    }
    Notice answered = known.but().acknowledged(true).build();
    open.put(key, answered);
    return answered;
  }

  Collection<Notice> open() {
    return open.isEmpty() ? Collections.<Notice>emptyList() : new ArrayList<>(open.values());
  }
}
