package io.hostshift.report.jmx;

import io.hostshift.host.Change;
import io.hostshift.host.Identifier;
import io.hostshift.report.Report;
import io.hostshift.tune.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An event, as JMX clients see it: the event schema. */
public final class EventView {
  private final Report report;

  EventView(Report report) {
    this.report = report;
  }

  public long getSequence() {
    return report.event().sequence();
  }

  public String getVerdict() {
    return report.event().verdict().name();
  }

  /** {@code yes}, {@code no} or {@code unknown}. */
  public String getHostChanged() {
    return report.event().hostChanged().toString();
  }

  public long getDetectedAtMillis() {
    return report.event().detectedAtMillis();
  }

  /** 0 while further identifiers may join. */
  public long getSettledAtMillis() {
    return report.event().settledAtMillis();
  }

  public String getModel() {
    return report.event().model().name();
  }

  /** What names the VM or its generation, by name. */
  public Map<String, String> getVmIds() {
    Map<String, String> ids = new LinkedHashMap<>();
    for (Identifier identifier : report.event().to().vmIds()) {
      ids.put(identifier.name(), identifier.value());
    }
    return ids;
  }

  public ChangeView[] getChanges() {
    List<Change> changes = report.event().changes();
    ChangeView[] views = new ChangeView[changes.size()];
    for (int i = 0; i < views.length; i++) {
      views[i] = new ChangeView(changes.get(i));
    }
    return views;
  }

  /** The identifiers of the host before, by name. */
  public Map<String, String> getFrom() {
    return report.event().from().host();
  }

  /** The identifiers of the host after, by name. */
  public Map<String, String> getTo() {
    return report.event().to().host();
  }

  public OutcomeView[] getSettings() {
    List<Outcome> outcomes = report.outcomes();
    OutcomeView[] views = new OutcomeView[outcomes.size()];
    for (int i = 0; i < views.length; i++) {
      views[i] = new OutcomeView(outcomes.get(i));
    }
    return views;
  }

  /** Instruction-set extensions that were there at the start and that this host lacks. */
  public String[] getLostFeatures() {
    return report.lostFeatures().toArray(new String[0]);
  }

  /** Channel and id of the notice that came before; empty if it was not announced. */
  public String getNotice() {
    return report.event().notice();
  }

  public boolean isSimulated() {
    return report.event().simulated();
  }
}
