package io.hostshift.agent;

import io.hostshift.report.Log;
import java.util.List;

/** Holds selections against the names that are there; a name that is not becomes one line. */
final class KnownNames {
  private final Configuration configuration;
  private final Log log;

  KnownNames(Configuration configuration, Log log) {
    this.configuration = configuration;
    this.log = log;
  }

  /** All that are safe where a name is not there: a bad value means the default. */
  Selection select(Key key, List<String> known) {
    Selection selection = configuration.selection(key);
    String unknown = selection.unknown(known);
    if (unknown == null) {
      return selection;
    }
    complain(key, unknown, known);
    return Selection.parse("");
  }

  void complain(Key key, String unknown, List<String> known) {
    log.error(
        configuration.origin(key)
            + ": "
            + key.key
            + " names "
            + unknown
            + ", which is not there; accepted is "
            + String.join(", ", known)
            + "; going on with all that are safe");
  }
}
