package io.hostshift.report.jmx;

import io.hostshift.host.Change;

/** What changed in an event, as JMX clients see it; the scope is empty for a change of capacity. */
public final class ChangeView {
  private final Change change;

  ChangeView(Change change) {
    this.change = change;
  }

  public String getName() {
    return change.name();
  }

  public String getScope() {
    return change.scope() == null ? "" : change.scope().name();
  }

  public String getFrom() {
    return change.from();
  }

  public String getTo() {
    return change.to();
  }
}
