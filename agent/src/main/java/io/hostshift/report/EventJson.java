package io.hostshift.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;

/**
 * The event schema as JSON: the facts of an event by their names, with times in ISO-8601, UTC, with
 * milliseconds. A value of more than 4096 characters is cut.
 */
public final class EventJson {
  /** What a value of an identifier is cut to, in characters; no firmware's is as long. */
  static final int MOST_VALUE = 4096;

  private EventJson() {}

  /** One line, without a line break. */
  public static String line(Report report) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      write(report, json);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text.toString();
  }

  /** As the next value of other JSON. */
  public static void write(Report report, JsonGenerator json) throws IOException {
    json.writeStartObject();
    EventFacts.tell(report, new FactsJson(json));
    json.writeEndObject();
  }
}
