package io.hostshift.tune;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules file: a JSON object with a list {@code rules}, each with {@code when}, {@code
 * processors} and numbers for single settings.
 */
public final class RulesFile {
  private static final long MOST_BYTES = 1 << 20;
  private static final int MOST_THREADS = 65_536;

  private RulesFile() {}

  /**
   * Reads and checks a rules file.
   *
   * @param settings the names of the settings that a rule may give a number
   * @throws IOException with one line that says what is wrong, and where
   */
  public static Rules read(File file, Collection<String> settings) throws IOException {
    if (file.length() > MOST_BYTES) {
      throw new IOException(file + " is larger than 1 MB");
    }
    ObjectMapper mapper = new ObjectMapper();
    mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    try {
      return parse(mapper.readTree(file), settings);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new IOException(
          file + (at == null ? "" : " line " + at.getLineNr()) + ": " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  static Rules parse(JsonNode root, Collection<String> settings) {
    JsonNode list = root == null ? null : root.get("rules");
    if (list == null || !list.isArray() || root.size() != 1) {
      throw new IllegalArgumentException("expected is one object with a list \"rules\"");
    }
    List<Rule> rules = new ArrayList<>();
    for (JsonNode rule : list) {
      try {
        rules.add(rule(rule, settings));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("rule " + (rules.size() + 1) + ": " + e.getMessage(), e);
      }
    }
    return new Rules(rules);
  }

  private static Rule rule(JsonNode node, Collection<String> settings) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("is not an object");
    }
    Map<String, String> when = new LinkedHashMap<>();
    Map<String, Integer> numbers = new LinkedHashMap<>();
    Processors processors = Processors.OS;
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String name = field.getKey();
      if (name.equals("when")) {
        when = when(field.getValue());
      } else if (name.equals("processors")) {
        processors = Processors.parse(text(field.getValue()));
      } else if (settings.contains(name)) {
        numbers.put(name, number(name, field.getValue()));
      } else {
        throw new IllegalArgumentException(
            name + " is neither when, processors nor one of the settings " + settings);
      }
    }
    return new Rule(when, processors, numbers);
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.asText() : node.toString();
  }

  private static Map<String, String> when(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("when: expected is an object of identifier to pattern");
    }
    Map<String, String> when = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> condition : node.properties()) {
      if (!condition.getValue().isTextual()) {
        throw new IllegalArgumentException("when: " + condition.getKey() + " needs a pattern");
      }
      when.put(condition.getKey(), condition.getValue().asText());
    }
    return when;
  }

  private static int number(String name, JsonNode node) {
    if (!node.isInt() || node.asInt() < 1 || node.asInt() > MOST_THREADS) {
      throw new IllegalArgumentException(
          name + ": " + node + " is not accepted; accepted is a number from 1");
    }
    return node.asInt();
  }
}
