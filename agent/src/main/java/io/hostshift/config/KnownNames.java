package io.hostshift.config;

import io.hostshift.base.Selection;
import io.hostshift.source.catalog.SourceNames;
import io.hostshift.tune.Levers;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Holds a selection against the names that are there. */
final class KnownNames implements Key.Parser<Selection> {
  static final KnownNames SOURCES =
      new KnownNames("sources", SourceNames.ALL, Collections.<String, List<String>>emptyMap());
  static final KnownNames SETTINGS = new KnownNames("settings", Levers.NAMES, Levers.PARTS);

  private final String key;
  private final List<String> known;
  private final Map<String, List<String>> parts;

  private KnownNames(String key, List<String> known, Map<String, List<String>> parts) {
    this.key = key;
    this.known = known;
    this.parts = parts;
  }

  @Override
  public Selection parse(String text) {
    Selection selection = Selection.parse(text);
    String unknown = selection.unknown(known);
    if (unknown != null) {
      throw refused(unknown, known);
    }
    for (Map.Entry<String, List<String>> setting : parts.entrySet()) {
      for (String part : selection.choices(setting.getKey())) {
        if (!setting.getValue().contains(part)) {
          throw refused(setting.getKey() + ":" + part, setting.getValue());
        }
      }
    }
    return selection;
  }

  private RefusedValue refused(String unknown, List<String> accepted) {
    return new RefusedValue(
        key
            + " names "
            + unknown
            + ", which is not there; accepted is "
            + String.join(", ", accepted)
            + "; going on with all that are safe");
  }
}
