package io.hostshift.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.base.OneLine;
import io.hostshift.host.Change;
import io.hostshift.host.Identifier;
import io.hostshift.tune.Outcome;
import io.hostshift.watch.Event;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/**
 * The event schema as JSON: the fields of the JMX composite, with times in ISO-8601, UTC, with
 * milliseconds, and the identifiers of the VM. A value of more than 4096 characters is cut.
 */
public final class EventJson {
  /** What a value of an identifier is cut to, in characters; no firmware's is as long. */
  static final int MOST_VALUE = 4096;

  private final JsonFactory factory = new JsonFactory();

  /** One line, without a line break. */
  public String line(Report report) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator json = factory.createGenerator(text)) {
      write(report, json);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text.toString();
  }

  /** As the next value of other JSON. */
  public static void write(Report report, JsonGenerator json) throws IOException {
    Event event = report.event();
    json.writeStartObject();
    json.writeNumberField("sequence", event.sequence());
    json.writeStringField("verdict", event.verdict().name());
    json.writeStringField("hostChanged", event.hostChanged().toString());
    json.writeStringField("detectedAt", IsoTime.of(event.detectedAtMillis()));
    json.writeFieldName("settledAt");
    if (event.settledAtMillis() == 0) {
      json.writeNull();
    } else {
      json.writeString(IsoTime.of(event.settledAtMillis()));
    }
    json.writeStringField("model", event.model().name());
    json.writeObjectFieldStart("vmIds");
    for (Identifier identifier : event.to().vmIds()) {
      json.writeStringField(identifier.name(), shown(identifier.value()));
    }
    json.writeEndObject();
    changes(event, json);
    host("from", event.from().host(), json);
    host("to", event.to().host(), json);
    settings(report, json);
    json.writeArrayFieldStart("lostFeatures");
    for (String feature : report.lostFeatures()) {
      json.writeString(feature);
    }
    json.writeEndArray();
    json.writeStringField("notice", event.notice());
    json.writeBooleanField("simulated", event.simulated());
    json.writeEndObject();
  }

  private static String shown(String value) {
    return OneLine.cut(value, MOST_VALUE);
  }

  private static void changes(Event event, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("changes");
    for (Change change : event.changes()) {
      json.writeStartObject();
      json.writeStringField("name", change.name());
      json.writeStringField("scope", change.scope() == null ? "" : change.scope().name());
      json.writeStringField("from", shown(change.from()));
      json.writeStringField("to", shown(change.to()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void host(String field, Map<String, String> identifiers, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, String> identifier : identifiers.entrySet()) {
      json.writeStringField(identifier.getKey(), shown(identifier.getValue()));
    }
    json.writeEndObject();
  }

  private static void settings(Report report, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("settings");
    for (Outcome outcome : report.outcomes()) {
      json.writeStartObject();
      SettingJson.fields(outcome.status(), json);
      SettingJson.number("before", outcome.before(), json);
      SettingJson.number("nowBefore", outcome.nowBefore(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
