package io.hostshift.source.metadata;

import io.hostshift.base.JsonAnswer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The texts, numbers and truth values of a JSON object by their path, such as {@code
 * compute.host.id}. Lists and nulls are left out.
 */
final class JsonLeaves {
  private static final int MOST_LEAVES = 2000;

  private JsonLeaves() {}

  /**
   * @param document what it is, for people: a service may have several
   * @throws IOException if it is not one JSON object within the bounds
   */
  static Map<String, String> parse(byte[] bytes, String document) throws IOException {
    Map<String, String> leaves = new LinkedHashMap<>();
    try {
      add(leaves, "", JsonAnswer.object(JsonAnswer.first(bytes)));
    } catch (IOException e) {
      throw new IOException(document + ": " + e.getMessage(), e);
    }
    return leaves;
  }

  /** As deep as an answer may be, which has a bound. */
  private static void add(Map<String, String> leaves, String prefix, Map<?, ?> object) {
    for (Map.Entry<?, ?> each : object.entrySet()) {
      String name = prefix + each.getKey();
      Object value = each.getValue();
      if (value instanceof Map) {
        add(leaves, name + ".", (Map<?, ?>) value);
      } else if (value instanceof String && leaves.size() < MOST_LEAVES) {
        leaves.put(name, (String) value);
      }
    }
  }
}
