package io.hostshift.notice;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.base.JsonAnswer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Notices as text for the other JVMs of a guest: one JSON object a line. */
final class NoticeLines {
  private static final JsonFactory FACTORY = new JsonFactory();

  private NoticeLines() {}

  static String write(Collection<Notice> notices) {
    StringBuilder lines = new StringBuilder();
    for (Notice notice : notices) {
      lines.append(line(notice)).append('\n');
    }
    return lines.toString();
  }

  private static String line(Notice notice) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("channel", notice.channel());
      json.writeStringField("id", notice.id());
      json.writeStringField("kind", notice.kind().name());
      json.writeStringField("phase", notice.phase().name());
      json.writeStringField("text", notice.text());
      json.writeNumberField("heardAt", notice.heardAtMillis());
      json.writeNumberField("notBefore", notice.notBeforeMillis());
      json.writeNumberField("limit", notice.limitMillis());
      json.writeNumberField("expectUntil", notice.expectUntilMillis());
      json.writeNumberField("duration", notice.durationSeconds());
      json.writeStringField("obstacle", notice.obstacle());
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text.toString();
  }

  /**
   * @throws IOException if it is anything else
   */
  static List<Notice> parse(String lines) throws IOException {
    List<Notice> notices = new ArrayList<>();
    for (String line : lines.split("\n")) {
      if (!line.isEmpty()) {
        notices.add(
            notice(JsonAnswer.object(JsonAnswer.parse(line.getBytes(StandardCharsets.UTF_8)))));
      }
    }
    return notices;
  }

  private static Notice notice(Map<String, Object> fields) throws IOException {
    try {
      return new NoticeBuilder(JsonAnswer.text(fields, "channel"), JsonAnswer.text(fields, "id"))
          .kind(NoticeKind.valueOf(JsonAnswer.text(fields, "kind")))
          .phase(Phase.valueOf(JsonAnswer.text(fields, "phase")))
          .text(JsonAnswer.text(fields, "text"))
          .heardAt(number(fields, "heardAt"))
          .notBefore(number(fields, "notBefore"))
          .limit(number(fields, "limit"))
          .expectUntil(number(fields, "expectUntil"))
          .duration((int) JsonAnswer.number(fields, "duration", Integer.MAX_VALUE, -1))
          .obstacle(JsonAnswer.text(fields, "obstacle"))
          .build();
    } catch (IllegalArgumentException e) {
      throw new IOException("a notice of another version", e);
    }
  }

  private static long number(Map<String, Object> fields, String name) {
    return JsonAnswer.number(fields, name, Long.MAX_VALUE, 0);
  }
}
