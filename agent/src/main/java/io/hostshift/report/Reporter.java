package io.hostshift.report;

import io.hostshift.host.HostProfile;
import io.hostshift.tune.Outcome;
import io.hostshift.tune.memory.Outgrowth;
import io.hostshift.watch.Event;
import io.hostshift.watch.HostHistory;
import java.util.ArrayList;
import java.util.List;

/** Tells everybody who listens what has happened. On the agent's thread. */
public final class Reporter {
  private final EventLog events;
  private final HostHistory hosts;
  private final List<ReportListener> listeners = new ArrayList<>();

  public Reporter(EventLog events, HostHistory hosts) {
    this.events = events;
    this.hosts = hosts;
  }

  /** From now on this one is told as well, after those that are told already. */
  public void tell(ReportListener listener) {
    listeners.add(listener);
  }

  /** To be called before anything is done about a change. */
  void noticing() {
    for (ReportListener listener : listeners) {
      listener.noticing();
    }
  }

  /** A new event, or more about a known one. */
  void changed(Report report) {
    Report before = events.find(report.event().sequence());
    events.put(report);
    boolean raised = before == null || before.event().verdict() != report.event().verdict();
    String sentence = raised ? Sentence.of(report) + back(report.event()) : null;
    for (ReportListener listener : listeners) {
      if (raised) {
        listener.opened(report, sentence);
      }
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
    for (ReportListener listener : listeners) {
      listener.retunedLater(report);
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
    for (ReportListener listener : listeners) {
      listener.featuresLost(message);
    }
  }

  /** The heap may outgrow the memory that there is now, or no longer. */
  void memory(Outgrowth outgrowth, HostProfile profile) {
    for (ReportListener listener : listeners) {
      listener.memory(outgrowth.warning(), outgrowth.largest(), profile.capacity());
    }
  }

  /** The JVM no longer works as it should on this host: no setting helps against that. */
  void unsound(String message) {
    for (ReportListener listener : listeners) {
      listener.unsound(message);
    }
  }

  /** Retuned without an event. */
  void retuned(String why, List<Outcome> outcomes) {
    for (ReportListener listener : listeners) {
      listener.retunedWithoutEvent(why, outcomes);
      listener.retuned(0, outcomes);
    }
  }

  /**
   * Some of what an event had moved was put back.
   *
   * @param report the event, with what has become of all settings
   */
  void putBack(String why, List<Outcome> outcomes, Report report) {
    events.put(report);
    for (ReportListener listener : listeners) {
      listener.retunedWithoutEvent(why, outcomes);
      listener.retuned(report.event().sequence(), report.outcomes());
    }
  }

  void settled(Report report) {
    events.put(report);
    for (ReportListener listener : listeners) {
      listener.settled(report);
    }
  }
}
