package io.hostshift.watch;

import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.host.Platform;
import io.hostshift.host.Scope;
import io.hostshift.source.Traits;
import io.hostshift.source.catalog.SourceCatalog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What would be noticed of a move, and by which identifiers: by what each of them proves, and not
 * by how many there are. Immutable.
 */
public final class Telling {
  private final List<Identifier> instances;
  private final List<Identifier> epochs;
  private final List<Identifier> models;
  private final String stays;

  private Telling(
      List<Identifier> instances, List<Identifier> epochs, List<Identifier> models, String stays) {
    this.instances = instances;
    this.epochs = epochs;
    this.models = models;
    this.stays = stays;
  }

  /**
   * Left out are identifiers that stay as they are wherever the VM goes, and those that many unlike
   * hosts share; and all of them where a VM is never moved.
   */
  public static Telling of(HostProfile profile, Platform platform) {
    boolean moves = platform.stays().isEmpty();
    return new Telling(
        of(profile, platform, moves ? Scope.INSTANCE : null),
        of(profile, platform, moves ? Scope.EPOCH : null),
        of(profile, platform, moves ? Scope.MODEL : null),
        platform.stays());
  }

  private static List<Identifier> of(HostProfile profile, Platform platform, Scope scope) {
    List<Identifier> found = new ArrayList<>();
    for (Identifier identifier : profile.hostIds()) {
      Traits source = SourceCatalog.of(identifier.name());
      if (identifier.scope() == scope
          && !source.pinned(platform.hypervisor())
          && !source.tellsLittle(identifier.name())) {
        found.add(identifier);
      }
    }
    found.sort(SourceCatalog.BEST_FIRST);
    return Collections.unmodifiableList(found);
  }

  public WouldNotice wouldNotice() {
    if (!instances.isEmpty()) {
      return WouldNotice.HOST;
    }
    if (!epochs.isEmpty()) {
      return WouldNotice.EVENT;
    }
    return models.isEmpty() ? WouldNotice.NO : WouldNotice.KIND;
  }

  /** Those by which it would be noticed, the best first; empty if it would not. */
  public List<Identifier> identifiers() {
    switch (wouldNotice()) {
      case HOST:
        return instances;
      case EVENT:
        return epochs;
      default:
        return models;
    }
  }

  /** Why there is nothing to notice, a clause; empty where there may be. */
  public String stays() {
    return stays;
  }

  /** How sure it is which host this is, and that a move would be noticed; one sentence. */
  public String sureness() {
    switch (wouldNotice()) {
      case HOST:
        return "certain: "
            + names(instances)
            + (instances.size() > 1 ? " name" : " names")
            + " this one host";
      case EVENT:
        return names(epochs)
            + (epochs.size() > 1 ? " tell" : " tells")
            + (pausesCount()
                ? " that the VM was moved, restored or paused"
                : " that the VM was moved or restored")
            + (models.isEmpty()
                ? ", and nothing where to"
                : "; " + names(models) + " what kind of host");
      case KIND:
        return "only the kind of host is known, by "
            + names(models)
            + ": a move to a like one goes unseen";
      default:
        return stays.isEmpty()
            ? "not at all: nothing that can be read here changes with the host"
            : "there is no move to notice: " + stays;
    }
  }

  private boolean pausesCount() {
    for (Identifier identifier : epochs) {
      if (SourceCatalog.of(identifier.name()).sameAfterPause()) {
        return false;
      }
    }
    return true;
  }

  /** The best two, or the best one and how many more. */
  public static String names(List<Identifier> identifiers) {
    if (identifiers.size() > 2) {
      return identifiers.get(0).name() + " and " + (identifiers.size() - 1) + " more";
    }
    List<String> names = new ArrayList<>();
    for (Identifier identifier : identifiers) {
      names.add(identifier.name());
    }
    return String.join(" and ", names);
  }
}
