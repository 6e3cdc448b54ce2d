package io.hostshift.source.metadata;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import java.util.ArrayList;
import java.util.List;

/** The identifiers that one service has shown. What it leaves empty names nothing. */
final class Found {
  private static final int MOST_CHARACTERS = 256;

  private final String source;
  private final List<Identifier> identifiers = new ArrayList<>();

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

  List<Identifier> identifiers() {
    return identifiers;
  }
}
