package io.hostshift.source.metadata;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The texts, numbers and truth values of a JSON object by their path, such as {@code
 * compute.host.id}. Lists and nulls are left out. Read as a stream, within bounds.
 */
final class JsonLeaves {
  private static final int MOST_DEPTH = 16;
  private static final int MOST_LEAVES = 2000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_DEPTH)
                  .maxStringLength(Http.MOST_BYTES)
                  .maxNameLength(1000)
                  .maxNumberLength(100)
                  .build())
          .build();

  private JsonLeaves() {}

  /**
   * @throws IOException if it is not one JSON object within the bounds
   */
  static Map<String, String> parse(byte[] bytes) throws IOException {
    try (JsonParser json = FACTORY.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("its answer is not a JSON object");
      }
      return leaves(json);
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new IOException("its answer is not JSON that can be read", e);
    }
  }

  private static Map<String, String> leaves(JsonParser json) throws IOException {
    Map<String, String> leaves = new LinkedHashMap<>();
    Deque<String> prefixes = new ArrayDeque<>();
    String prefix = "";
    while (true) {
      JsonToken token = json.nextToken();
      if (token == JsonToken.END_OBJECT) {
        if (prefixes.isEmpty()) {
          return leaves;
        }
        prefix = prefixes.pop();
      } else if (token == JsonToken.FIELD_NAME) {
        String name = prefix + json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.START_OBJECT) {
          prefixes.push(prefix);
          prefix = name + ".";
        } else if (value == JsonToken.START_ARRAY) {
          json.skipChildren();
        } else if (value != null && value != JsonToken.VALUE_NULL && leaves.size() < MOST_LEAVES) {
          leaves.put(name, json.getText());
        }
      } else {
        throw new IOException("its answer broke off");
      }
    }
  }
}
