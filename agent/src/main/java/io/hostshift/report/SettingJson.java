package io.hostshift.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.tune.setting.Status;
import java.io.IOException;

/** Where a setting stands, as fields of a JSON object: the same in events and in {@code status}. */
public final class SettingJson {
  private SettingJson() {}

  /** Into the object that is open. */
  public static void fields(Status status, JsonGenerator json) throws IOException {
    json.writeStringField("name", status.name());
    json.writeStringField("unit", status.unit().toString());
    number("atStart", status.atStart(), json);
    number("current", status.current(), json);
    number("now", status.now(), json);
    number("seen", status.seen().number(), json);
    number("target", status.target(), json);
    number("floor", status.floor(), json);
    number("ceiling", status.ceiling(), json);
    json.writeStringField("lever", status.lever());
    json.writeStringField("state", status.state().name());
    json.writeStringField("reason", status.reason());
    json.writeStringField("unseen", status.seen().reason());
  }

  /**
   * A number as the next field.
   *
   * @param number null where there is none
   */
  static void number(String field, Long number, JsonGenerator json) throws IOException {
    json.writeFieldName(field);
    if (number == null) {
      json.writeNull();
    } else {
      json.writeNumber(number);
    }
  }
}
