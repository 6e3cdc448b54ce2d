package io.hostshift.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What stays in a JVM after the agent was detached. */
public final class Remains {
  private final boolean ended;
  private final List<Status> settings;
  private final List<String> waiting;

  /**
   * @param ended whether the agent's thread has
   * @param settings after they were put back
   * @param waiting what else has not ended, a sentence each
   */
  public Remains(boolean ended, List<Status> settings, List<String> waiting) {
    this.ended = ended;
    this.settings = settings;
    this.waiting = waiting;
  }

  /** A sentence each, without a full stop. */
  List<String> stays() {
    List<String> stays = new ArrayList<>();
    if (!ended) {
      stays.add("a thread that is in a read which has not returned; it ends with that read");
    }
    stays.addAll(waiting);
    for (Status setting : settings) {
      boolean moved =
          setting.atStart() != null && !Objects.equals(setting.atStart(), setting.current());
      if (moved || setting.state() == SettingState.FAILED) {
        stays.add(
            setting.name()
                + " at "
                + setting.unit().text(setting.current())
                + ": "
                + setting.reason());
      }
    }
    stays.add("the few classes of io.hostshift.boot and the jar, which the class path keeps open");
    if (!System.getProperty("java.specification.version", "").startsWith("1.")) {
      stays.add("exports of packages of java.base to a module that is gone");
    }
    return stays;
  }

  /** For the command line: one line of JSON. */
  String line() throws IOException {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeBooleanField("ended", ended);
      json.writeArrayFieldStart("stays");
      for (String what : stays()) {
        json.writeString(what);
      }
      json.writeEndArray();
      StatusJson.settings("settings", settings, json);
      json.writeEndObject();
    }
    return text.toString();
  }
}
