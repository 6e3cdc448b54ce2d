package io.hostshift.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.base.Log;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A line as a JSON object, for collectors of logs: {@code time}, {@code level}, {@code logger} and
 * {@code message}, and where it tells of an event all fields of the event schema beside them.
 */
final class JsonLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final JsonFactory factory = new JsonFactory();

  /**
   * @param event a JSON object; null for none
   */
  String of(long epochMillis, Log.Level level, String message, String event) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = factory.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("time", TIME.format(Instant.ofEpochMilli(epochMillis)));
      json.writeStringField("level", level.name().toLowerCase(Locale.ROOT));
      json.writeStringField("logger", "hostshift");
      json.writeStringField("message", message);
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    boolean none = event == null || event.length() <= "{}".length();
    if (!none) {
      text.getBuffer().setLength(text.getBuffer().length() - 1);
      text.append(',').append(event, 1, event.length());
    }
    return text.toString();
  }
}
