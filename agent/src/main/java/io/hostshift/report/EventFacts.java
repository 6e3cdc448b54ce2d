package io.hostshift.report;

import io.hostshift.host.MigrationModel;
import io.hostshift.watch.Event;
import io.hostshift.watch.HostChanged;
import io.hostshift.watch.Verdict;

/**
 * The event schema: each fact of an event, described once, in its order. JSON (and with it the
 * journal, the command and {@code --json}) and JFR show what is told here. JMX has an attribute for
 * each, because its clients are told of types that the platform reads off a class.
 */
public final class EventFacts {
  private EventFacts() {}

  public static <E extends Exception> void tell(Report report, Facts<E> to) throws E {
    Event event = report.event();
    to.number(
        "sequence",
        "Sequence",
        "Number of the hostshift event, from 1; 0 is none",
        event.sequence());
    to.text("verdict", "Verdict", oneOf(Verdict.values()), event.verdict().name());
    to.text(
        "hostChanged", "Host changed", oneOf(HostChanged.values()), event.hostChanged().toString());
    to.moment("detectedAt", "Detected at", "When it was noticed", event.detectedAtMillis());
    to.laterMoment(
        "settledAt", "Settled at", "When nothing could join it any more", event.settledAtMillis());
    to.text("model", "Migration model", oneOf(MigrationModel.values()), event.model().name());
    to.vm("vmIds", "VM", "What names the VM", event.to());
    to.changes(
        "changes",
        "Changes",
        "Each identifier that changed, with its old and new value",
        event.changes());
    to.host("from", "From", "Identifiers of the host before", event.from().host());
    to.host("to", "To", "Identifiers of the host after", event.to().host());
    to.settings("settings", "Settings", "What was retuned, in words", report.outcomes());
    to.texts(
        "lostFeatures",
        "Lost features",
        "Instruction-set extensions that were there at the start and that this host lacks",
        report.lostFeatures());
    to.text(
        "notice",
        "Notice",
        "The notice that announced it, by its channel; may be empty",
        event.notice());
    to.flag("simulated", "Simulated", "A rehearsal: nothing happened", event.simulated());
  }

  /** All that a fact may be, such as {@code yes, no or unknown}. */
  private static String oneOf(Object[] values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      text.append(i == 0 ? "" : i < values.length - 1 ? ", " : " or ").append(values[i]);
    }
    return text.toString();
  }
}
