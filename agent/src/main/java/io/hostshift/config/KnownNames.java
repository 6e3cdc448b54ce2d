package io.hostshift.config;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Holds selections against the names that are there; a name that is not becomes a problem. */
public final class KnownNames {
  private final Configuration configuration;
  private final Consumer<Problem> problems;

  public KnownNames(Configuration configuration, Consumer<Problem> problems) {
    this.configuration = configuration;
    this.problems = problems;
  }

  /** All that are safe where a name is not there: a bad value means the default. */
  public Selection select(Key key, List<String> known) {
    Selection selection = configuration.selection(key);
    String unknown = selection.unknown(known);
    if (unknown == null) {
      return selection;
    }
    complain(key, unknown, known);
    return Selection.parse("");
  }

  /** What was picked of a name, as in {@code name:part}; nothing where a part is not there. */
  public Set<String> parts(Key key, String name, List<String> known) {
    Set<String> picked = configuration.selection(key).choices(name);
    for (String part : picked) {
      if (!known.contains(part)) {
        complain(key, name + ":" + part, known);
        return Collections.emptySet();
      }
    }
    return picked;
  }

  private void complain(Key key, String unknown, List<String> known) {
    problems.accept(
        new Problem(
            configuration.place(key),
            key.key
                + " names "
                + unknown
                + ", which is not there; accepted is "
                + String.join(", ", known)
                + "; going on with all that are safe"));
  }
}
