package io.hostshift.agent;

import io.hostshift.base.Log;
import io.hostshift.notice.Notice;
import io.hostshift.notice.NoticeListener;
import io.hostshift.report.Ago;
import io.hostshift.report.EventLog;
import io.hostshift.report.Journal;
import io.hostshift.report.Report;
import io.hostshift.report.ReportListener;
import io.hostshift.report.Sentence;
import io.hostshift.report.jmx.MBeans;
import io.hostshift.tune.Outcome;
import io.hostshift.watch.Event;
import io.hostshift.watch.HostHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Tells everybody who listens what has happened, each in its way. On the agent's thread. */
final class Reporter implements NoticeListener {
  private final EventLog events;
  private final HostHistory hosts;
  private final Log log;
  private final Journal journal;
  private final List<ReportListener> listeners = new ArrayList<>();
  private MBeans mbeans;
  private final Followers followers;
  private boolean journalFailed;

  /**
   * @param journal null for none
   */
  Reporter(EventLog events, HostHistory hosts, Log log, Journal journal, Followers followers) {
    this.followers = followers;
    this.events = events;
    this.hosts = hosts;
    this.log = log;
    this.journal = journal;
  }

  /** From now on notifications are sent. */
  void notify(MBeans through) {
    mbeans = through;
  }

  /** From now on this one is told as well. */
  void tell(ReportListener listener) {
    listeners.add(listener);
  }

  /** To be called before anything is done about a change. */
  void noticing() {
    for (ReportListener listener : listeners) {
      listener.noticing();
    }
  }

  /** A new event, or a known one of which more is known now. */
  void changed(Report report) {
    Report before = events.find(report.event().sequence());
    events.put(report);
    boolean raised = before == null || before.event().verdict() != report.event().verdict();
    if (raised) {
      followers.tell(report);
      String sentence = Sentence.of(report) + back(report.event());
      log.info(sentence);
      if (mbeans != null) {
        mbeans.opened(report, sentence);
      }
    }
    for (ReportListener listener : listeners) {
      listener.changed(report, raised);
    }
  }

  /** A host that is known from before, and when it was left. */
  private String back(Event event) {
    long left = event.simulated() ? 0 : hosts.leftMillis(event.to().host());
    return left == 0
        ? ""
        : "; back on a host that was left "
            + Ago.of(Math.max(0, event.detectedAtMillis() - left))
            + " ago";
  }

  /** The same event, retuned for later than it was noticed. */
  void retunedLater(Report report) {
    events.put(report);
    followers.tell(report);
    log.info("made up for a retuning that had to wait: " + Sentence.of(report));
    for (ReportListener listener : listeners) {
      listener.retuned(report.event().sequence(), report.outcomes());
    }
  }

  /** Compiled code may use what this processor lacks: no setting helps against that. */
  void featuresLost(List<String> features) {
    String message =
        "this host's processor lacks "
            + String.join(", ", features)
            + ", which was there at the start: code that the JVM has compiled may crash;"
            + " restart this JVM, and give the VM a CPU model that all its hosts have";
    log.error(message);
    if (mbeans != null) {
      mbeans.featuresLost(message);
    }
  }

  @Override
  public void noticed(Notice notice, String message) {
    log.info(message);
    if (mbeans != null) {
      mbeans.noticed(notice, message);
    }
  }

  /** Retuned without an event. */
  void retuned(String why, List<Outcome> outcomes) {
    log.info(why + ": " + Sentence.settings(outcomes));
    for (ReportListener listener : listeners) {
      listener.retuned(0, outcomes);
    }
  }

  void settled(Report report) {
    events.put(report);
    followers.tell(report);
    if (mbeans != null) {
      mbeans.settled(Sentence.of(report));
    }
    write(report);
    for (ReportListener listener : listeners) {
      listener.settled(report);
    }
  }

  /** One line in the log for a disk that is full or read-only, not one for each event. */
  private void write(Report report) {
    if (journal == null) {
      return;
    }
    try {
      journal.append(report);
      journalFailed = false;
    } catch (IOException | RuntimeException e) {
      if (!journalFailed) {
        log.error("the journal cannot be written, events stay in JMX: " + e);
      }
      journalFailed = true;
    }
  }
}
