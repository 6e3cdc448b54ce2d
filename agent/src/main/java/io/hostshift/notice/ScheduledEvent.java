package io.hostshift.notice;

import io.hostshift.base.JsonAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One of Azure's scheduled events. Format: Microsoft, azure-compute-docs, scheduled-events, version
 * 2020-07-01.
 */
final class ScheduledEvent {
  private static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);

  /** Of those shown: a scale set may have a thousand machines. */
  private static final int MOST_EVENTS = 1000;

  private final Map<String, Object> fields;

  private ScheduledEvent(Map<String, Object> fields) {
    this.fields = fields;
  }

  /** The events of an answer in full. */
  static List<ScheduledEvent> parse(byte[] body) throws IOException {
    Map<String, Object> document = JsonAnswer.object(JsonAnswer.parse(body));
    List<ScheduledEvent> events = new ArrayList<>();
    for (Object each : JsonAnswer.list(document.get("Events"))) {
      ScheduledEvent event = new ScheduledEvent(JsonAnswer.object(each));
      if (event.id().isEmpty() || kind(event.type()) == null) {
        throw new IOException("its answer has an event without an id or of a type not known");
      }
      if (events.size() < MOST_EVENTS) {
        events.add(event);
      }
    }
    return events;
  }

  private static NoticeKind kind(String type) {
    switch (type) {
      case "Freeze":
        return NoticeKind.PAUSE;
      case "Reboot":
      case "Redeploy":
        return NoticeKind.RESTART;
      case "Preempt":
      case "Terminate":
        return NoticeKind.END;
      default:
        return null;
    }
  }

  String id() {
    return JsonAnswer.text(fields, "EventId");
  }

  private String type() {
    return JsonAnswer.text(fields, "EventType");
  }

  /** A freeze is a migration if it says so; other freezes leave the VM where it is. */
  private NoticeKind kind() {
    String words = JsonAnswer.text(fields, "Description").toLowerCase(Locale.ROOT);
    boolean migration = type().equals("Freeze") && words.contains("live migration");
    return migration ? NoticeKind.MIGRATION : kind(type());
  }

  /** The machines that it is about, by name. */
  List<String> resources() {
    return JsonAnswer.texts(fields, "Resources");
  }

  boolean names(String machine) {
    return resources().stream().anyMatch(machine::equalsIgnoreCase);
  }

  /**
   * @param machine this VM's name; empty if it is not known
   */
  Notice notice(String channel, String machine, long nowMillis) {
    long notBefore = NoticeTimes.parse(JsonAnswer.text(fields, "NotBefore"));
    boolean started = JsonAnswer.text(fields, "EventStatus").equals("Started");
    NoticeKind kind = kind();
    return new NoticeBuilder(channel, id())
        .kind(kind)
        .phase(started ? Phase.STARTED : Phase.ANNOUNCED)
        .text(type() + described())
        .heardAt(nowMillis)
        .notBefore(notBefore)
        .limit(started ? 0 : notBefore)
        .expectUntil(kind.endsJvm() ? 0 : Math.max(notBefore, nowMillis) + HOUR_MILLIS)
        .duration(duration())
        .obstacle(obstacle(machine))
        .build();
  }

  private String described() {
    String words = JsonAnswer.text(fields, "Description");
    return words.isEmpty() ? "" : ": " + words;
  }

  /** -1 is Azure's word for unknown, or for none at all. */
  private int duration() {
    return (int) JsonAnswer.number(fields, "DurationInSeconds", 1_000_000, -1);
  }

  /** An acknowledgement approves for all that the event names. */
  private String obstacle(String machine) {
    if (machine.isEmpty()) {
      return "this VM's own name is not known";
    }
    if (!id().matches("[0-9A-Za-z._-]{1,128}")) {
      return "its id is not as documented";
    }
    return resources().size() == 1 ? "" : "it names " + resources().size() + " machines";
  }
}
