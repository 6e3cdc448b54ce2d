package io.hostshift.watch;

import io.hostshift.host.Change;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import java.util.Collection;

/** Whether the host under the VM is another one than before an event. */
public enum HostChanged {
  YES,
  /** The size changed, nothing else did, and an identifier of the host itself is the same. */
  NO,
  /** Counters moved, or no identifier of the host can be read. */
  UNKNOWN;

  static HostChanged of(Collection<Change> changes, HostProfile after) {
    boolean onlyCapacity = true;
    for (Change change : changes) {
      if (change.scope() == Scope.INSTANCE || change.scope() == Scope.MODEL) {
        return YES;
      }
      onlyCapacity &= change.scope() == null;
    }
    if (onlyCapacity) {
      for (Identifier identifier : after.identifiers()) {
        if (identifier.scope() == Scope.INSTANCE) {
          return NO;
        }
      }
    }
    return UNKNOWN;
  }

  /** As in the event schema: {@code yes}, {@code no}, {@code unknown}. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
