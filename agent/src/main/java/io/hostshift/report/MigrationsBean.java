package io.hostshift.report;

import java.util.List;

/** See {@link MigrationsMXBean}. */
final class MigrationsBean implements MigrationsMXBean {
  private final Control control;
  private final EventLog log;

  MigrationsBean(Control control, EventLog log) {
    this.control = control;
    this.log = log;
  }

  @Override
  public long getCount() {
    return log.count();
  }

  @Override
  public EventView getLast() {
    Report last = log.last();
    return last == null ? null : new EventView(last);
  }

  @Override
  public EventView[] getHistory() {
    List<Report> reports = log.reports();
    EventView[] views = new EventView[reports.size()];
    for (int i = 0; i < views.length; i++) {
      views[i] = new EventView(reports.get(i));
    }
    return views;
  }

  @Override
  public long poll() {
    control.poll();
    return log.count();
  }

  @Override
  public long simulate() {
    return control.simulate();
  }

  @Override
  public void clear() {
    log.clear();
    control.forget();
  }

  /** Nothing is listened to that waits for an answer, so there is nothing to hold. */
  @Override
  public boolean hold(int seconds, String why) {
    return false;
  }

  @Override
  public boolean ready() {
    return false;
  }
}
