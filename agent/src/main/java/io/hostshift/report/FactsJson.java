package io.hostshift.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.base.OneLine;
import io.hostshift.host.Change;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.tune.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Facts as fields of a JSON object that is open; labels and words are not written. */
final class FactsJson implements Facts<IOException> {
  private final JsonGenerator json;

  FactsJson(JsonGenerator json) {
    this.json = json;
  }

  @Override
  public void number(String name, String label, String words, long value) throws IOException {
    json.writeNumberField(name, value);
  }

  @Override
  public void text(String name, String label, String words, String value) throws IOException {
    json.writeStringField(name, value);
  }

  @Override
  public void flag(String name, String label, String words, boolean value) throws IOException {
    json.writeBooleanField(name, value);
  }

  @Override
  public void moment(String name, String label, String words, long epochMillis) throws IOException {
    json.writeStringField(name, IsoTime.of(epochMillis));
  }

  @Override
  public void laterMoment(String name, String label, String words, long epochMillis)
      throws IOException {
    if (epochMillis == 0) {
      json.writeNullField(name);
    } else {
      moment(name, label, words, epochMillis);
    }
  }

  @Override
  public void texts(String name, String label, String words, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  @Override
  public void vm(String name, String label, String words, HostProfile profile) throws IOException {
    json.writeObjectFieldStart(name);
    for (Identifier identifier : profile.vmIds()) {
      json.writeStringField(identifier.name(), shown(identifier.value()));
    }
    json.writeEndObject();
  }

  @Override
  public void host(String name, String label, String words, Map<String, String> identifiers)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> identifier : identifiers.entrySet()) {
      json.writeStringField(identifier.getKey(), shown(identifier.getValue()));
    }
    json.writeEndObject();
  }

  @Override
  public void changes(String name, String label, String words, List<Change> changes)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Change change : changes) {
      json.writeStartObject();
      json.writeStringField("name", change.name());
      json.writeStringField("scope", change.scope() == null ? "" : change.scope().name());
      json.writeStringField("from", shown(change.from()));
      json.writeStringField("to", shown(change.to()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  @Override
  public void settings(String name, String label, String words, List<Outcome> outcomes)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Outcome outcome : outcomes) {
      json.writeStartObject();
      SettingJson.fields(outcome.status(), json);
      SettingJson.number("before", outcome.before(), json);
      SettingJson.number("nowBefore", outcome.nowBefore(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String shown(String value) {
    return OneLine.cut(value, EventJson.MOST_VALUE);
  }
}
