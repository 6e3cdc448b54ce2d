package io.hostshift.watch;

import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.catalog.SourceCatalog;
import java.util.ArrayList;
import java.util.List;

/** Which identifiers would tell of a move, and how sure one can be of the host by them. */
public final class Telling {
  private Telling() {}

  /**
   * Identifiers of the host, but for those that are pinned.
   *
   * @param hypervisor its short name, or unknown
   */
  public static List<Identifier> of(HostProfile profile, String hypervisor) {
    List<Identifier> telling = new ArrayList<>();
    for (Identifier identifier : profile.hostIds()) {
      if (!SourceCatalog.of(identifier.name()).pinned(hypervisor)) {
        telling.add(identifier);
      }
    }
    return telling;
  }

  /** How sure it is which host this is, and that a move would be noticed; one sentence. */
  public static String sureness(List<Identifier> telling) {
    String instances = names(telling, Scope.INSTANCE);
    if (!instances.isEmpty()) {
      return "certain: " + instances + " names this one host";
    }
    String epochs = names(telling, Scope.EPOCH);
    String models = names(telling, Scope.MODEL);
    if (!epochs.isEmpty()) {
      return epochs
          + (pausesCount(telling)
              ? " tells that the VM was moved, restored or paused"
              : " tells that the VM was moved or restored")
          + (models.isEmpty() ? ", and nothing where to" : "; " + models + " what kind of host");
    }
    return models.isEmpty()
        ? "not at all: nothing that can be read here changes with the host"
        : "only the kind of host is known, by " + models + ": a move to a like one goes unseen";
  }

  private static boolean pausesCount(List<Identifier> identifiers) {
    for (Identifier identifier : identifiers) {
      if (identifier.scope() == Scope.EPOCH
          && SourceCatalog.of(identifier.name()).sameAfterPause()) {
        return false;
      }
    }
    return true;
  }

  private static String names(List<Identifier> identifiers, Scope scope) {
    List<String> names = new ArrayList<>();
    for (Identifier identifier : identifiers) {
      if (identifier.scope() == scope) {
        names.add(identifier.name());
      }
    }
    return names.size() > 2
        ? names.get(0) + " and " + (names.size() - 1) + " more"
        : String.join(" and ", names);
  }
}
