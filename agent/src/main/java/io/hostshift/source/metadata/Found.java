package io.hostshift.source.metadata;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The identifiers that one service has shown, and what of its answers could not be understood. What
 * it leaves empty names nothing.
 */
final class Found {
  private static final int MOST_CHARACTERS = 256;

  private final String source;
  private final List<Identifier> identifiers = new ArrayList<>();
  private String problem = "";

  Found(String source) {
    this.source = source;
  }

  /**
   * @param value null or empty if there is none
   */
  Found add(String name, String value, Scope scope) {
    String trimmed = value == null ? "" : value.trim();
    boolean usable =
        !trimmed.isEmpty()
            && trimmed.length() <= MOST_CHARACTERS
            && trimmed.chars().noneMatch(Character::isISOControl);
    if (usable) {
      identifiers.add(new Identifier(source + "." + name, trimmed, scope));
    }
    return this;
  }

  /** What else there is, from a document without which the others are as good as before. */
  interface Document {
    void addTo(Found found) throws IOException;
  }

  /** One that cannot be understood costs only itself. */
  Found addAll(Document document) {
    try {
      document.addTo(this);
    } catch (IOException e) {
      problem = problem.isEmpty() ? e.getMessage() : problem;
    }
    return this;
  }

  List<Identifier> identifiers() {
    return identifiers;
  }

  Reading reading(String endpoint) {
    return Reading.partial(identifiers, problem.isEmpty() ? "" : endpoint + ": " + problem);
  }
}
