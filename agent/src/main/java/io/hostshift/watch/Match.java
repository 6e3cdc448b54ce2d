package io.hostshift.watch;

import io.hostshift.host.Change;
import io.hostshift.host.Scope;
import java.util.Collection;

/** Which moves are of interest. A change of capacity alone is no move and is always reported. */
public enum Match {
  ANY,
  /** Not those in which only INSTANCE identifiers changed: a move to like hardware. */
  MODEL,
  /** Only those in which an INSTANCE identifier changed. */
  INSTANCE;

  boolean reports(Collection<Change> changes) {
    boolean instance = false;
    boolean other = false;
    for (Change change : changes) {
      instance |= change.scope() == Scope.INSTANCE;
      other |= change.scope() != null && change.scope() != Scope.INSTANCE;
    }
    if (!instance && !other) {
      return true;
    }
    return this == ANY || (this == MODEL ? other : instance);
  }
}
