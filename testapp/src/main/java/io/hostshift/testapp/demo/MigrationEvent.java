package io.hostshift.testapp.demo;

import java.util.ArrayList;
import java.util.List;

/** What the agent says of one migration or resizing, at the moment of asking. */
final class MigrationEvent {
  private final long sequence;
  private final String verdict;
  private final long detectedAtMillis;
  private final long settledAtMillis;
  private final List<Change> changes;

  MigrationEvent(
      long sequence,
      String verdict,
      long detectedAtMillis,
      long settledAtMillis,
      List<Change> changes) {
    this.sequence = sequence;
    this.verdict = verdict;
    this.detectedAtMillis = detectedAtMillis;
    this.settledAtMillis = settledAtMillis;
    this.changes = changes;
  }

  /** Null for null. */
  static MigrationEvent of(Fields fields) {
    if (fields == null) {
      return null;
    }
    List<Change> changes = new ArrayList<>();
    for (Fields change : fields.children("changes")) {
      changes.add(Change.of(change));
    }
    return new MigrationEvent(
        fields.number("sequence"),
        fields.text("verdict"),
        fields.number("detectedAtMillis"),
        fields.number("settledAtMillis"),
        changes);
  }

  long sequence() {
    return sequence;
  }

  String verdict() {
    return verdict;
  }

  long detectedAtMillis() {
    return detectedAtMillis;
  }

  boolean settled() {
    return settledAtMillis > 0;
  }

  List<Change> changes() {
    return changes;
  }

  /** Whether a host's name went from one to the other. */
  boolean tells(String from, String to) {
    for (Change change : changes) {
      if (change.namesHost() && change.from().equals(from) && change.to().equals(to)) {
        return true;
      }
    }
    return false;
  }
}
