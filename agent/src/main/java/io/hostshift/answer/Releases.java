package io.hostshift.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.base.AgentThread;
import io.hostshift.base.Log;
import io.hostshift.memory.MemoryUse;
import io.hostshift.memory.Released;
import io.hostshift.report.Control;
import io.hostshift.tune.memory.ReleaseWords;
import io.hostshift.tune.setting.Unit;
import java.io.IOException;
import java.io.StringWriter;

/**
 * Gives memory back where the command line asks for it, on a thread of its own: collections take
 * their time, and other attachments wait behind the one that asks.
 */
final class Releases {
  private final Control control;
  private final Log log;

  Releases(Control control, Log log) {
    this.control = control;
    this.log = log;
  }

  /**
   * Begins, and returns at once.
   *
   * @param argument bytes that the process is to take at most; empty for as little as can be
   */
  void take(String argument, AnswerFile answer) throws IOException {
    Long bytes = argument.isEmpty() ? Long.valueOf(0) : Unit.BYTES.parse(argument);
    if (bytes == null) {
      answer.error(
          "does not understand the size " + argument + "; accepted is " + Unit.BYTES.accepted());
      return;
    }
    AgentThread.of("hostshift-release", () -> release(bytes, answer), this::failed).start();
  }

  private void failed(Throwable e) {
    log.warn("could not answer the command release: " + e);
  }

  private void release(long toBytes, AnswerFile answer) {
    try {
      try {
        answer.data(line(control.release(toBytes), toBytes));
        answer.end();
      } catch (IllegalStateException e) {
        answer.error(e.getMessage());
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  /** One line of JSON: numbers, whether the size was reached, and a sentence. */
  static String line(Released released, long toBytes) throws IOException {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("collections", released.collections());
      json.writeNumberField("millis", released.millis());
      use("before", released.before(), json);
      use("after", released.after(), json);
      json.writeNumberField("toBytes", toBytes);
      json.writeBooleanField("reached", released.reached(toBytes));
      json.writeStringField("reason", released.reason());
      json.writeStringField("sentence", ReleaseWords.of(released));
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void use(String field, MemoryUse use, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart(field);
    MemoryUseJson.write(use, json);
    json.writeEndObject();
  }
}
