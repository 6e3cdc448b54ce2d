package io.hostshift.report.jfr;

import io.hostshift.host.Change;
import io.hostshift.host.HostProfile;
import io.hostshift.report.EventFacts;
import io.hostshift.report.Facts;
import io.hostshift.report.Report;
import io.hostshift.report.Sentence;
import io.hostshift.report.VmName;
import io.hostshift.tune.Outcome;
import io.hostshift.watch.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The facts of an event as JFR has them, which knows numbers, flags and texts: the fields, and
 * their values in the same order.
 */
final class FlightFacts implements Facts<RuntimeException> {
  private final List<FlightField> fields = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  private FlightFacts() {}

  static FlightFacts of(Report report) {
    FlightFacts facts = new FlightFacts();
    EventFacts.tell(report, facts);
    return facts;
  }

  /** The fields of any event. */
  static List<FlightField> fields() {
    return of(new Report(Event.NONE, Collections.<Outcome>emptyList())).fields;
  }

  /** In the order of the fields. */
  List<Object> values() {
    return values;
  }

  private void add(FlightField field, Object value) {
    fields.add(field);
    values.add(value);
  }

  @Override
  public void number(String name, String label, String words, long value) {
    add(FlightField.number(name, label, words), value);
  }

  @Override
  public void text(String name, String label, String words, String value) {
    add(FlightField.text(name, label, words), value);
  }

  @Override
  public void flag(String name, String label, String words, boolean value) {
    add(FlightField.flag(name, label, words), value);
  }

  @Override
  public void moment(String name, String label, String words, long epochMillis) {
    add(FlightField.instant(name, label, words), epochMillis);
  }

  /** JFR has no moment that has not come yet; the phase says it. */
  @Override
  public void laterMoment(String name, String label, String words, long epochMillis) {
    // Not shown.
  }

  @Override
  public void texts(String name, String label, String words, List<String> values) {
    text(name, label, words, String.join(", ", values));
  }

  @Override
  public void vm(String name, String label, String words, HostProfile profile) {
    text("vmId", label, words, VmName.of(profile));
  }

  @Override
  public void host(String name, String label, String words, Map<String, String> identifiers) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, String> identifier : new TreeMap<>(identifiers).entrySet()) {
      parts.add(identifier.getKey() + "=" + identifier.getValue());
    }
    text(name + "Host", label, words, String.join(", ", parts));
  }

  @Override
  public void changes(String name, String label, String words, List<Change> changes) {
    List<String> parts = new ArrayList<>();
    for (Change change : changes) {
      parts.add(Sentence.change(change));
    }
    text(name, label, words, String.join(", ", parts));
  }

  @Override
  public void settings(String name, String label, String words, List<Outcome> outcomes) {
    text(name, label, words, Sentence.settings(outcomes));
  }
}
