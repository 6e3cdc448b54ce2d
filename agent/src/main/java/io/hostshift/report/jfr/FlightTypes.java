package io.hostshift.report.jfr;

import static io.hostshift.report.jfr.FlightField.flag;
import static io.hostshift.report.jfr.FlightField.number;
import static io.hostshift.report.jfr.FlightField.size;
import static io.hostshift.report.jfr.FlightField.span;
import static io.hostshift.report.jfr.FlightField.text;

import io.hostshift.pause.Pause;
import io.hostshift.report.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The fields of the four events, in the order in which their values are given. */
final class FlightTypes {
  static final String MIGRATION = "io.hostshift.Migration";
  static final String NOTICE = "io.hostshift.Notice";
  static final String MEMORY = "io.hostshift.Memory";
  static final String SETTING = "io.hostshift.Setting";

  static final String MIGRATION_DESCRIPTION =
      "The VM was moved, restored, disrupted or resized. When DETECTED, its duration is the time"
          + " from the last poll that saw the state before until it was noticed";

  private static final FlightField SEQUENCE =
      number("sequence", "Sequence", "Number of the hostshift event, from 1; 0 is none");

  static final List<FlightField> NOTICE_FIELDS =
      Arrays.asList(
          text("channel", "Channel", "Where it was heard"),
          text("id", "Identifier", "The hypervisor's own name for it, or one made up"),
          text("kind", "Kind", "What it announces"),
          text("noticePhase", "Phase", "How far what it announces has come"),
          text("text", "Text", "In the hypervisor's words"),
          text("message", "Message", "What is new, in a sentence"),
          span("startsIn", "May start in", "From when it was heard; 0 if that was not said"),
          number("event", "Event", "Number of the event that it led to; 0 is none so far"),
          flag("acknowledged", "Acknowledged", "Whether the agent has answered that it may begin"),
          flag("simulated", "Simulated", "A rehearsal: nothing was announced"));

  static final List<FlightField> SETTING_FIELDS =
      Arrays.asList(
          SEQUENCE,
          text("name", "Setting", "As in the configuration"),
          text("unit", "Unit", "What its numbers count: processors, threads, bytes or none"),
          number("before", "Before", "-1 where this JVM has no such number"),
          number("current", "Now", "-1 where this JVM has no such number"),
          number("seen", "Seen", "What was seen at work, such as workers; -1 if nothing was"),
          number("target", "Target", "What a JVM started on this host would have; -1 if unknown"),
          number("floor", "Floor", "The least that can be reached; -1 if unknown"),
          number("ceiling", "Ceiling", "The most that can be reached; -1 if unknown"),
          text("lever", "Lever", "By what it is moved; empty if by nothing"),
          text("state", "State", "APPLIED, FLOOR, CEILING, LEFT, FAILED or OBSERVED"),
          text("reason", "Reason", "Why it is in that state"));

  static final List<FlightField> MEMORY_FIELDS =
      Arrays.asList(
          text("warning", "Warning", "That the heap may outgrow the memory; empty if it may not"),
          size("available", "Available", "Memory of the control group or machine; 0 if unknown"),
          size("limit", "Limit", "Of the control group; 0 if there is none"),
          size("heapMax", "Largest heap", "What the heap may grow to"),
          size("heapCommitted", "Heap", "What the heap takes"));

  private FlightTypes() {}

  /**
   * The facts of an event, and what JFR alone has: the phase before them, the pause behind them.
   */
  static List<FlightField> migrationFields() {
    List<FlightField> fields = new ArrayList<>();
    fields.add(
        text(
            "phase",
            "Phase",
            "DETECTED at first, RAISED when more joined it, SETTLED when nothing can any more"));
    fields.addAll(FlightFacts.fields());
    fields.add(
        text(
            "pauseCause",
            "Cause of the pause",
            "BLACKOUT, GC or UNKNOWN. Where the guest's clocks stop with it, a blackout is not"
                + " seen"));
    fields.add(text("pauseReason", "Reason for that cause", "Why that cause, in words"));
    fields.add(
        span(
            "stall",
            "Longest stall",
            "How long a thread of the agent that wanted to run did not, around the event; 0 if"
                + " that was not seen"));
    fields.add(span("stallInGc", "of it in collections", "0 also where it is not known"));
    fields.add(span("stallAtSafepoints", "of it at safepoints", "Collections included"));
    fields.add(
        span("clockStep", "Clock set ahead", "By how much the wall clock was set ahead of it"));
    return fields;
  }

  /** The values, in the order of the fields. */
  static Object[] migration(String phase, Report report, Pause pause) {
    List<Object> values = new ArrayList<>();
    values.add(phase);
    values.addAll(FlightFacts.of(report).values());
    values.add(pause.cause().name());
    values.add(pause.reason());
    values.add(pause.stallNanos());
    values.add(pause.collectionNanos());
    values.add(pause.safepointNanos());
    values.add(pause.clockStepNanos());
    return values.toArray();
  }
}
