package io.hostshift.report.jmx;

import io.hostshift.tune.Outcome;

/** What an event did to a setting, as JMX clients see it. */
public final class OutcomeView extends SettingView {
  private final Integer before;

  OutcomeView(Outcome outcome) {
    super(outcome.status());
    this.before = outcome.before();
  }

  /** Its value before this event; null if it has none. */
  public Integer getBefore() {
    return before;
  }
}
