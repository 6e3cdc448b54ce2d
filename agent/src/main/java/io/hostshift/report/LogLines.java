package io.hostshift.report;

import io.hostshift.base.Log;
import io.hostshift.host.Capacity;
import io.hostshift.notice.Notice;
import io.hostshift.notice.NoticeListener;
import io.hostshift.tune.Outcome;
import java.util.List;

/** Events and notices as lines of the log. */
public final class LogLines implements ReportListener, NoticeListener {
  private final Log log;

  public LogLines(Log log) {
    this.log = log;
  }

  @Override
  public void opened(Report report, String sentence) {
    log.event(sentence, () -> EventJson.line(report));
  }

  @Override
  public void retunedLater(Report report) {
    log.event(
        "made up for a retuning that had to wait: " + Sentence.of(report),
        () -> EventJson.line(report));
  }

  @Override
  public void retunedWithoutEvent(String why, List<Outcome> outcomes) {
    log.info(why + ": " + Sentence.settings(outcomes));
  }

  @Override
  public void featuresLost(String message) {
    log.error(message);
  }

  @Override
  public void memory(String warning, long largest, Capacity capacity) {
    if (warning.isEmpty()) {
      log.info("the heap fits into the memory that there is now");
    } else {
      log.warnForNow(warning);
    }
  }

  @Override
  public void unsound(String message) {
    log.error(message);
  }

  @Override
  public void noticed(Notice notice, String message) {
    log.info(message);
  }
}
