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
  private final List<String> lostFeatures;

  public Report(Event event, List<Outcome> outcomes) {
    this(event, outcomes, Collections.<String>emptyList());
  }

  /**
   * @param lostFeatures what the JVM's processor had at the start and this host's has not
   */
  public Report(Event event, List<Outcome> outcomes, List<String> lostFeatures) {
    this.event = event;
    this.outcomes = Collections.unmodifiableList(new ArrayList<>(outcomes));
    this.lostFeatures = Collections.unmodifiableList(new ArrayList<>(lostFeatures));
  }

  public Event event() {
    return event;
  }

  /** One for each setting; empty as long as nothing was retuned for this event. */
  public List<Outcome> outcomes() {
    return outcomes;
  }

  /** Instruction-set extensions that the JVM may have compiled code for, and that are gone. */
  public List<String> lostFeatures() {
    return lostFeatures;
  }
}
