package io.hostshift.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.notice.Notice;
import java.io.IOException;

/** A notice as JSON: the fields of the JMX composite, with times in ISO-8601. */
public final class NoticeJson {
  private NoticeJson() {}

  /** As the next value. */
  public static void write(Notice notice, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("channel", notice.channel());
    json.writeStringField("id", notice.id());
    json.writeStringField("kind", notice.kind().name());
    json.writeStringField("phase", notice.phase().name());
    json.writeStringField("text", notice.text());
    time("heardAt", notice.heardAtMillis(), json);
    time("notBefore", notice.notBeforeMillis(), json);
    time("limit", notice.limitMillis(), json);
    json.writeNumberField("durationSeconds", notice.durationSeconds());
    json.writeStringField("obstacle", notice.obstacle());
    json.writeBooleanField("acknowledged", notice.acknowledged());
    json.writeNumberField("event", notice.event());
    json.writeBooleanField("simulated", notice.simulated());
    json.writeEndObject();
  }

  /** Null for 0, which is not known. */
  private static void time(String field, long millis, JsonGenerator json) throws IOException {
    if (millis == 0) {
      json.writeNullField(field);
    } else {
      json.writeStringField(field, IsoTime.of(millis));
    }
  }
}
