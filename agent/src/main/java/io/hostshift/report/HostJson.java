package io.hostshift.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.host.Capacity;
import io.hostshift.host.Identifier;
import java.io.IOException;
import java.util.Collection;

/** What a profile has, as fields of a JSON object: the same in {@code status} and {@code probe}. */
public final class HostJson {
  private HostJson() {}

  /** As the next field, an array. */
  public static void identifiers(String field, Collection<Identifier> all, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Identifier identifier : all) {
      json.writeStartObject();
      json.writeStringField("name", identifier.name());
      json.writeStringField("value", identifier.value());
      json.writeStringField("scope", identifier.scope().name());
      json.writeStringField("source", identifier.source());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** As the field {@code capacity}. */
  public static void capacity(Capacity capacity, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("capacity");
    known("processors", capacity.processors(), json);
    known("onlineProcessors", capacity.online(), json);
    known("affinityProcessors", capacity.affinity(), json);
    json.writeNumberField("cpuLimit", capacity.cpuLimit());
    known("memoryBytes", capacity.memoryBytes(), json);
    json.writeNumberField("memoryLimitBytes", capacity.memoryLimitBytes());
    json.writeEndObject();
  }

  /** One that is not known is null: no process is without a processor, no guest without memory. */
  private static void known(String field, long number, JsonGenerator json) throws IOException {
    SettingJson.number(field, number > 0 ? number : null, json);
  }
}
