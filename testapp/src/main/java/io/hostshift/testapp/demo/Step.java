package io.hostshift.testapp.demo;

import java.io.IOException;
import java.util.function.Predicate;

/** One thing that is done to the guest, and what the agent must make of it. */
final class Step {
  /** Writes files of the guest. */
  interface Deed {
    void run() throws IOException;
  }

  private final String title;
  private final String note;
  private final Deed atOnce;
  private final Deed later;
  private final String expectedVerdict;
  private final Predicate<MigrationEvent> expectedEvent;
  private final int expectedProcessors;

  private Step(
      String title,
      String note,
      Deed atOnce,
      Deed later,
      String expectedVerdict,
      Predicate<MigrationEvent> expectedEvent,
      int expectedProcessors) {
    this.title = title;
    this.note = note;
    this.atOnce = atOnce;
    this.later = later;
    this.expectedVerdict = expectedVerdict;
    this.expectedEvent = expectedEvent;
    this.expectedProcessors = expectedProcessors;
  }

  /** A live migration: vmclock tells at once that something was, the KVP pool later where to. */
  static Step move(GuestTree guest, String from, String to, String note, int processors) {
    return new Step(
        "Move the guest from " + from + " to " + to,
        note,
        guest::resumeElsewhere,
        () -> guest.nameHost(to),
        "MIGRATED",
        event -> event.tells(from, to),
        processors);
  }

  /** Another CPU limit for the guest's processes; 0 lifts it. */
  static Step limit(GuestTree guest, int limit, String title, String note, int processors) {
    return new Step(
        title,
        note,
        () -> guest.limitProcessors(limit),
        () -> {},
        "RESIZED",
        event -> true,
        processors);
  }

  String title() {
    return title;
  }

  String note() {
    return note;
  }

  void begin() throws IOException {
    atOnce.run();
  }

  void complete() throws IOException {
    later.run();
  }

  String expectedVerdict() {
    return expectedVerdict;
  }

  int expectedProcessors() {
    return expectedProcessors;
  }

  boolean noticedBy(MigrationEvent event) {
    return event.verdict().equals(expectedVerdict) && expectedEvent.test(event);
  }
}
