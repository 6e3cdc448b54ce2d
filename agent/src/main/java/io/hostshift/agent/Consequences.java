package io.hostshift.agent;

import io.hostshift.host.HostProfile;
import io.hostshift.report.EventLog;
import io.hostshift.report.Report;
import io.hostshift.tune.Outcome;
import io.hostshift.watch.Event;
import io.hostshift.watch.EventListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What follows from an event: the settings are tuned first, then people are told. */
final class Consequences implements EventListener {
  private final Retuner retuner;
  private final EventLog events;
  private final Reporter reporter;

  Consequences(Retuner retuner, EventLog events, Reporter reporter) {
    this.retuner = retuner;
    this.events = events;
    this.reporter = reporter;
  }

  @Override
  public void changed(Event event) {
    List<Outcome> now = retuner.retune(event.to(), event.sequence());
    reporter.changed(new Report(event, since(event.sequence(), now)));
  }

  @Override
  public void settled(Event event) {
    reporter.settled(new Report(event, since(event.sequence(), Collections.<Outcome>emptyList())));
  }

  /** Makes up for what had to wait, if its time has come. */
  void catchUp(HostProfile profile) {
    long sequence = retuner.due();
    if (sequence > 0) {
      List<Outcome> now = retuner.retune(profile, sequence);
      Report report = events.find(sequence);
      if (report != null) {
        reporter.retunedLater(new Report(report.event(), since(sequence, now)));
      }
    }
    if (retuner.released()) {
      retuner.now(profile);
    }
  }

  /** An event may be tuned for more than once: what counts is the difference since before it. */
  private List<Outcome> since(long sequence, List<Outcome> now) {
    Report earlier = events.find(sequence);
    if (earlier == null || earlier.outcomes().isEmpty()) {
      return now;
    }
    if (now.isEmpty()) {
      return earlier.outcomes();
    }
    List<Outcome> joined = new ArrayList<>();
    for (Outcome outcome : now) {
      joined.add(outcome.since(earlier.outcomes()));
    }
    return joined;
  }
}
