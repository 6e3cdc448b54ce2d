package io.hostshift.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.hostshift.attach.JvmProcess;
import io.hostshift.base.OneLine;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object of JSON, to be asked by name. What is not there is empty or null, so that an answer of
 * another version can be shown as far as it goes. Databind would take longer to load than all the
 * rest of a command.
 */
final class Json {
  private final Map<String, Object> fields;

  private Json(Map<String, Object> fields) {
    this.fields = fields;
  }

  /**
   * @throws IOException if it is no JSON object
   */
  static Json parse(String text) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      begin(parser, text);
      return new Json(object(parser));
    } catch (JsonProcessingException e) {
      throw noJson(e);
    }
  }

  private static void begin(JsonParser parser, String text) throws IOException {
    if (text == null || parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("no JSON object");
    }
  }

  /** Without the place in a text that nobody sees. */
  private static IOException noJson(JsonProcessingException e) {
    return new IOException("no JSON: " + e.getOriginalMessage(), e);
  }

  /**
   * The same JSON, with those characters escaped that a terminal would obey. In JSON they can stand
   * in texts only.
   */
  static String escaped(String json) {
    StringBuilder escaped = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); ) {
      int c = json.codePointAt(i);
      int next = i + Character.charCount(c);
      if (c == '\n' || OneLine.isSafe(c)) {
        escaped.append(json, i, next);
      } else {
        for (; i < next; i++) {
          escaped.append("\\u");
          for (int shift = 12; shift >= 0; shift -= 4) {
            escaped.append(Character.forDigit(json.charAt(i) >> shift & 0xf, 16));
          }
        }
      }
      i = next;
    }
    return escaped.toString();
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  private static Object value(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT:
        return object(parser);
      case START_ARRAY:
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        return items;
      case VALUE_NULL:
        return null;
      default:
        return parser.getText();
    }
  }

  /** The same JSON, for people to read or for programs. */
  static String pretty(String text) throws IOException {
    StringWriter pretty = new StringWriter(2 * text.length());
    JsonFactory factory = new JsonFactory();
    try (JsonParser parser = factory.createParser(text);
        JsonGenerator generator = factory.createGenerator(pretty)) {
      generator.useDefaultPrettyPrinter();
      parser.nextToken();
      generator.copyCurrentStructure(parser);
    }
    return pretty.toString();
  }

  /** The same JSON object, with the JVM that it is of before its fields. */
  static String of(JvmProcess jvm, String text, boolean pretty) throws IOException {
    StringWriter whole = new StringWriter(2 * text.length());
    JsonFactory factory = new JsonFactory();
    try (JsonParser parser = factory.createParser(text);
        JsonGenerator generator = factory.createGenerator(whole)) {
      if (pretty) {
        generator.useDefaultPrettyPrinter();
      }
      generator.writeStartObject();
      generator.writeNumberField("pid", jvm.pid());
      generator.writeStringField("main", jvm.main());
      begin(parser, text);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        generator.copyCurrentStructure(parser);
      }
      generator.writeEndObject();
    } catch (JsonProcessingException e) {
      throw noJson(e);
    }
    return whole.toString();
  }

  /**
   * Whether a JVM is ready, as an object.
   *
   * @param why it is not; empty if it is
   */
  static String ready(String why) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
      generator.writeStartObject();
      generator.writeBooleanField("ready", why.isEmpty());
      generator.writeStringField("notReady", why);
      generator.writeEndObject();
    }
    return text.toString();
  }

  /** The JSON of one field. */
  static String part(String text, String field) throws IOException {
    StringWriter part = new StringWriter(text.length());
    JsonFactory factory = new JsonFactory();
    try (JsonParser parser = factory.createParser(text)) {
      begin(parser, text);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals(field);
        parser.nextToken();
        if (found) {
          try (JsonGenerator generator = factory.createGenerator(part)) {
            generator.copyCurrentStructure(parser);
          }
          return part.toString();
        }
        parser.skipChildren();
      }
    } catch (JsonProcessingException e) {
      throw noJson(e);
    }
    throw new IOException("no field " + field);
  }

  /** Empty if it is not there. */
  String text(String name) {
    Object value = fields.get(name);
    return value instanceof String ? (String) value : "";
  }

  boolean flag(String name) {
    return text(name).equals("true");
  }

  /** 0 if it is not there, or no number. */
  double number(String name) {
    try {
      return Double.parseDouble(text(name));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  boolean has(String name) {
    return fields.get(name) != null;
  }

  @SuppressWarnings("unchecked")
  Json object(String name) {
    Object value = fields.get(name);
    return new Json(
        value instanceof Map
            ? (Map<String, Object>) value
            : Collections.<String, Object>emptyMap());
  }

  @SuppressWarnings("unchecked")
  List<Json> objects(String name) {
    List<Json> objects = new ArrayList<>();
    for (Object item : items(name)) {
      if (item instanceof Map) {
        objects.add(new Json((Map<String, Object>) item));
      }
    }
    return objects;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object item : items(name)) {
      texts.add(String.valueOf(item));
    }
    return texts;
  }

  private List<?> items(String name) {
    Object value = fields.get(name);
    return value instanceof List ? (List<?>) value : Collections.emptyList();
  }

  /** The names of its fields, in order. */
  List<String> names() {
    return new ArrayList<>(fields.keySet());
  }
}
