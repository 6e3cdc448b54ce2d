package io.hostshift.report;

import io.hostshift.tune.Outcome;
import io.hostshift.watch.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An event, and what was done about it. Immutable. */
public final class Report {
  private final Event event;
  private final List<Outcome> outcomes;

  public Report(Event event, List<Outcome> outcomes) {
    this.event = event;
    this.outcomes = Collections.unmodifiableList(new ArrayList<>(outcomes));
  }

  public Event event() {
    return event;
  }

  /** One for each setting; empty as long as nothing was retuned for this event. */
  public List<Outcome> outcomes() {
    return outcomes;
  }
}
