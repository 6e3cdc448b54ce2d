package io.hostshift.base;

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
 * What a service or a program answers in JSON, as maps, lists and strings, within bounds: 16 levels
 * and texts of 64 KiB. Numbers and truth values stay as they are written; what is null is null.
 */
public final class JsonAnswer {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxStringLength(64 * 1024)
                  .maxNameLength(1000)
                  .maxNumberLength(100)
                  .build())
          .build();

  private JsonAnswer() {}

  /**
   * All of it.
   *
   * @throws IOException in words that begin with "its answer", if it is not one JSON text
   */
  public static Object parse(byte[] bytes) throws IOException {
    return parse(bytes, true);
  }

  /**
   * The JSON text that it begins with, whatever follows.
   *
   * @throws IOException in words that begin with "its answer", if it begins with none
   */
  public static Object first(byte[] bytes) throws IOException {
    return parse(bytes, false);
  }

  private static Object parse(byte[] bytes, boolean whole) throws IOException {
    try (JsonParser json = FACTORY.createParser(bytes)) {
      Object value = value(json, json.nextToken());
      if (whole && json.nextToken() != null) {
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
    return token == JsonToken.VALUE_NULL ? null : json.getText();
  }

  /** Of an answer that must be one. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(Object value) throws IOException {
    if (!(value instanceof Map)) {
      throw new IOException("its answer is not a JSON object");
    }
    return (Map<String, Object>) value;
  }

  /** Of an answer that must be one. */
  @SuppressWarnings("unchecked")
  public static List<Object> list(Object value) throws IOException {
    if (!(value instanceof List)) {
      throw new IOException("its answer lacks a JSON list");
    }
    return (List<Object>) value;
  }

  /** Empty if it is not there, or no text, number or truth value. */
  public static String text(Map<String, Object> object, String name) {
    Object value = object.get(name);
    return value instanceof String ? (String) value : "";
  }

  /** The texts of a list; empty if there is none. */
  public static List<String> texts(Map<String, Object> object, String name) {
    Object value = object.get(name);
    if (!(value instanceof List)) {
      return Collections.emptyList();
    }
    List<String> texts = new ArrayList<>();
    for (Object each : (List<?>) value) {
      texts.add(each == null ? "" : String.valueOf(each));
    }
    return texts;
  }

  /** A number in this range, else the fallback. */
  public static long number(Map<String, Object> object, String name, long most, long fallback) {
    String text = text(object, name);
    if (!text.matches("\\d{1,15}")) {
      return fallback;
    }
    return Math.min(most, Long.parseLong(text));
  }
}
