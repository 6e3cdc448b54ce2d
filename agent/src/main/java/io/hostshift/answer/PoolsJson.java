package io.hostshift.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.tune.pool.PoolStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** The application's pools, for {@code pools}: one line of JSON. */
final class PoolsJson {
  private PoolsJson() {}

  /**
   * @param mode what the configuration asks for
   */
  static String line(String mode, List<PoolStatus> pools) throws IOException {
    StringWriter text = new StringWriter(4096);
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("mode", mode);
      json.writeArrayFieldStart("pools");
      for (PoolStatus pool : pools) {
        pool(pool, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void pool(PoolStatus pool, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("threads", pool.threads());
    json.writeStringField("creator", pool.creator());
    json.writeStringField("kind", pool.kind());
    json.writeNumberField("size", pool.size());
    json.writeNumberField("maximum", pool.maximum());
    json.writeNumberField("sizeAtStart", pool.sizeAtStart());
    json.writeFieldName("processorsThen");
    if (pool.processorsThen() == null) {
      json.writeNull();
    } else {
      json.writeNumber(pool.processorsThen());
    }
    json.writeStringField("rule", pool.rule());
    json.writeStringField("state", pool.state().name());
    json.writeStringField("reason", pool.reason());
    json.writeEndObject();
  }
}
