package io.hostshift.report;

import java.util.ArrayList;
import java.util.List;

/** The latest events with their outcomes, the oldest first; bounded. Safe for any thread. */
public final class EventLog {
  private final int capacity;
  private final List<Report> reports = new ArrayList<>();
  private long count;

  /**
   * @param capacity how many events are kept, at least 1
   */
  public EventLog(int capacity) {
    this.capacity = Math.max(1, capacity);
  }

  /** Adds an event, or replaces what was known of it. */
  public synchronized void put(Report report) {
    for (int i = reports.size() - 1; i >= 0; i--) {
      if (reports.get(i).event().sequence() == report.event().sequence()) {
        reports.set(i, report);
        return;
      }
    }
    // Not one more for an event that was forgotten while it was open: sequences have no gaps.
    count = Math.max(count, report.event().sequence());
    reports.add(report);
    if (reports.size() > capacity) {
      reports.remove(0);
    }
  }

  /** Null if it is not known, or no longer. */
  public synchronized Report find(long sequence) {
    for (Report report : reports) {
      if (report.event().sequence() == sequence) {
        return report;
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
