package io.hostshift.watch;

import io.hostshift.host.Change;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Scope;
import io.hostshift.source.catalog.SourceCatalog;
import java.util.Collection;

/** What the watcher concludes from the changes of one event, the weightiest first. */
public enum Verdict {
  /** Restored from a snapshot, or cloned: the VM is no longer the one that it was. */
  RESTORED("restored or cloned"),
  /** On another host, or announced and then moved. */
  MIGRATED("moved"),
  /** A counter moved, and nothing tells whether the VM was moved, restored or perhaps paused. */
  DISRUPTED("moved, restored or paused"),
  /** Only the capacity changed. */
  RESIZED("resized");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** What has happened to the VM, for a sentence. */
  public String words() {
    return words;
  }

  /**
   * Judges all changes of one event together.
   *
   * @param before the profile from before the event, which tells whether vmclock has a generation
   *     counter: where it has one, a marker that moved alone is a live migration
   * @param announced whether the hypervisor gave notice of a migration before
   */
  static Verdict of(Collection<Change> changes, HostProfile before, boolean announced) {
    Verdict verdict = RESIZED;
    for (Change change : changes) {
      Verdict one = of(change, before, announced);
      verdict = one.ordinal() < verdict.ordinal() ? one : verdict;
    }
    return verdict;
  }

  private static Verdict of(Change change, HostProfile before, boolean announced) {
    Scope scope = change.scope();
    if (scope == null) {
      return RESIZED;
    }
    switch (scope) {
      case VM:
        return RESTORED;
      case INSTANCE:
      case MODEL:
        return MIGRATED;
      default:
        return announced || SourceCatalog.of(change.name()).tellsMigration(change.name(), before)
            ? MIGRATED
            : DISRUPTED;
    }
  }
}
