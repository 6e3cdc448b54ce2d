package io.hostshift.notice;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small JSON text as maps, lists and strings, within bounds. Numbers stay as they are written.
 */
final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxStringLength(16 * 1024)
                  .maxNameLength(1000)
                  .maxNumberLength(100)
                  .build())
          .build();

  private Json() {}

  /**
   * @throws IOException in words that complete "its answer …" if it is no JSON
   */
  static Object parse(byte[] bytes) throws IOException {
    try (JsonParser json = FACTORY.createParser(bytes)) {
      Object value = value(json, json.nextToken());
      if (json.nextToken() != null) {
        throw new IOException("its answer goes on after its end");
      }
      return value;
    } catch (JacksonException e) {
      throw new IOException("its answer is not JSON that can be read", e);
    }
  }

  private static Object value(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      Map<String, Object> object = new LinkedHashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        object.put(name, value(json, json.nextToken()));
      }
      return object;
    }
    if (token == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      for (JsonToken next = json.nextToken();
          next != JsonToken.END_ARRAY;
          next = json.nextToken()) {
        list.add(value(json, next));
      }
      return list;
    }
    if (token == null) {
      throw new IOException("its answer broke off");
    }
    return token == JsonToken.VALUE_NULL ? "" : json.getText();
  }

  /** Of an answer that must be one. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Object value) throws IOException {
    if (!(value instanceof Map)) {
      throw new IOException("its answer is not a JSON object");
    }
    return (Map<String, Object>) value;
  }

  /** Of an answer that must be one. */
  @SuppressWarnings("unchecked")
  static List<Object> list(Object value) throws IOException {
    if (!(value instanceof List)) {
      throw new IOException("its answer lacks a JSON list");
    }
    return (List<Object>) value;
  }

  /** Empty if it is not there, or no text, number or truth value. */
  static String text(Map<String, Object> object, String name) {
    Object value = object.get(name);
    return value instanceof String ? (String) value : "";
  }

  /** The texts of a list; empty if there is none. */
  static List<String> texts(Map<String, Object> object, String name) {
    Object value = object.get(name);
    if (!(value instanceof List)) {
      return Collections.emptyList();
    }
    List<String> texts = new ArrayList<>();
    for (Object each : (List<?>) value) {
      texts.add(String.valueOf(each));
    }
    return texts;
  }

  /** A number in this range, else the fallback. */
  static long number(Map<String, Object> object, String name, long most, long fallback) {
    String text = text(object, name);
    if (!text.matches("\\d{1,15}")) {
      return fallback;
    }
    return Math.min(most, Long.parseLong(text));
  }
}
