package io.hostshift.report;

import io.hostshift.watch.Event;
import io.hostshift.watch.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latest events with their outcomes, the oldest first; bounded. Safe for any thread. */
public final class EventLog {
  private static final String SIMULATED = "SIMULATED";

  private final int capacity;
  private final List<Report> reports = new ArrayList<>();
  private final Map<String, Long> settled = new LinkedHashMap<>();
  private long count;

  /**
   * @param capacity how many events are kept, at least 1
   */
  public EventLog(int capacity) {
    this.capacity = Math.max(1, capacity);
    for (Verdict verdict : Verdict.values()) {
      settled.put(verdict.name(), 0L);
    }
    settled.put(SIMULATED, 0L);
  }

  /** Adds an event, or replaces what was known of it. */
  public synchronized void put(Report report) {
    for (int i = reports.size() - 1; i >= 0; i--) {
      Event known = reports.get(i).event();
      if (known.sequence() == report.event().sequence()) {
        reports.set(i, report);
        count(known, report.event());
        return;
      }
    }
    // Not one more for an event that was forgotten while it was open: sequences have no gaps.
    count = Math.max(count, report.event().sequence());
    count(null, report.event());
    reports.add(report);
    if (reports.size() > capacity) {
      reports.remove(0);
    }
  }

  private void count(Event before, Event now) {
    boolean settles =
        now.settledAtMillis() > 0 && (before == null || before.settledAtMillis() == 0);
    if (settles) {
      settled.merge(now.simulated() ? SIMULATED : now.verdict().name(), 1L, Long::sum);
    }
  }

  /**
   * How many events have settled since the start, by verdict, those no longer kept included. An
   * open event is not in it, since its verdict may still be raised: what was counted never becomes
   * less.
   */
  public synchronized Map<String, Long> settled() {
    return new LinkedHashMap<>(settled);
  }

  /** Null if it is not known, or no longer. */
  public synchronized Report find(long sequence) {
    for (int i = reports.size() - 1; i >= 0; i--) { // Asked for are mostly the latest.
      if (reports.get(i).event().sequence() == sequence) {
        return reports.get(i);
      }
    }
    return null;
  }

  /** Null if there was none. */
  public synchronized Report last() {
    return reports.isEmpty() ? null : reports.get(reports.size() - 1);
  }

  public synchronized List<Report> reports() {
    return new ArrayList<>(reports);
  }

  /** All events since the start, those no longer kept included. */
  public synchronized long count() {
    return count;
  }

  /** Forgets the events kept; the count goes on. */
  public synchronized void clear() {
    reports.clear();
  }
}
