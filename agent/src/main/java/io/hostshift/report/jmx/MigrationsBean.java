package io.hostshift.report.jmx;

import io.hostshift.notice.Notice;
import io.hostshift.report.Control;
import io.hostshift.report.EventLog;
import io.hostshift.report.Report;
import java.util.List;
import java.util.Map;

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
  public Map<String, Long> getCountByVerdict() {
    return log.settled();
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

  @Override
  public NoticeView[] getNotices() {
    List<Notice> notices = control.notices();
    NoticeView[] views = new NoticeView[notices.size()];
    for (int i = 0; i < views.length; i++) {
      views[i] = new NoticeView(notices.get(i));
    }
    return views;
  }

  @Override
  public boolean hold(int seconds, String why) {
    return control.hold(seconds, why);
  }

  @Override
  public boolean ready() {
    return control.ready();
  }
}
