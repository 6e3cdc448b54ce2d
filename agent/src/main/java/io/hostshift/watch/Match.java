package io.hostshift.watch;

import io.hostshift.host.Change;
import io.hostshift.host.Scope;
import java.util.Collection;

/** Which moves are of interest. A VM that has another size is always reported. */
public enum Match {
  ANY,
  /** Not those in which only INSTANCE identifiers changed: a move to like hardware. */
  MODEL,
  /** Only those in which an INSTANCE identifier changed. */
  INSTANCE;

  boolean reports(Collection<Change> changes) {
    for (Change change : changes) {
      boolean instance = change.scope() == Scope.INSTANCE;
      if (this == ANY || change.scope() == null || instance == (this == INSTANCE)) {
        return true;
      }
    }
    return false;
  }
}
