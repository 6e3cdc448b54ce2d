package io.hostshift.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All identifiers and the capacity, as known at one moment. Immutable.
 *
 * <p>An identifier stays in the profile once it was read: a source that falls silent says nothing
 * about the host, so missing is never changed.
 */
public final class HostProfile {
  public static final HostProfile EMPTY =
      new HostProfile(Collections.<String, Identifier>emptyMap(), Capacity.UNKNOWN, 0);

  private final Map<String, Identifier> identifiers;
  private final Capacity capacity;
  private final long readAtMillis;

  private HostProfile(Map<String, Identifier> identifiers, Capacity capacity, long readAtMillis) {
    this.identifiers = Collections.unmodifiableMap(identifiers);
    this.capacity = capacity;
    this.readAtMillis = readAtMillis;
  }

  /**
   * This profile with what was newly read.
   *
   * @param newCapacity null if the capacity was not read
   * @param atMillis when, in epoch milliseconds
   */
  public HostProfile with(Collection<Identifier> read, Capacity newCapacity, long atMillis) {
    Map<String, Identifier> merged = new TreeMap<>(identifiers);
    for (Identifier identifier : read) {
      merged.put(identifier.name(), identifier);
    }
    return new HostProfile(merged, known(newCapacity), atMillis);
  }

  /** Processors that cannot be read any more are missing, and missing is never changed. */
  private Capacity known(Capacity read) {
    boolean missing = read == null || (read.processors() == 0 && capacity.processors() > 0);
    return missing ? capacity : read;
  }

  /** What differs from this profile to a later one; what only one of them has does not. */
  public List<Change> changesTo(HostProfile later) {
    List<Change> changes = new ArrayList<>();
    for (Identifier before : identifiers.values()) {
      Identifier after = later.identifiers.get(before.name());
      if (after != null && after.differsFrom(before)) {
        changes.add(new Change(before.name(), after.scope(), before.value(), after.value()));
      }
    }
    if (capacity.processors() > 0 && later.capacity.processors() > 0) {
      addCapacityChanges(later.capacity, changes);
    }
    return changes;
  }

  private void addCapacityChanges(Capacity later, List<Change> changes) {
    if (capacity.processors() != later.processors()) {
      changes.add(
          new Change(
              Change.PROCESSORS,
              null,
              String.valueOf(capacity.processors()),
              String.valueOf(later.processors())));
    }
    if (capacity.memoryLimitBytes() != later.memoryLimitBytes()) {
      changes.add(
          new Change(
              Change.MEMORY_LIMIT,
              null,
              String.valueOf(capacity.memoryLimitBytes()),
              String.valueOf(later.memoryLimitBytes())));
    }
  }

  /** Null if no source has shown it. */
  public Identifier identifier(String name) {
    return identifiers.get(name);
  }

  /** In the order of their names. */
  public Collection<Identifier> identifiers() {
    return identifiers.values();
  }

  /** What names the VM or its generation. */
  public List<Identifier> vmIds() {
    List<Identifier> found = new ArrayList<>();
    for (Identifier identifier : identifiers.values()) {
      if (identifier.scope() == Scope.VM) {
        found.add(identifier);
      }
    }
    return found;
  }

  /** What says something of the host, counters included. */
  public List<Identifier> hostIds() {
    List<Identifier> found = new ArrayList<>();
    for (Identifier identifier : identifiers.values()) {
      if (identifier.scope() != Scope.VM) {
        found.add(identifier);
      }
    }
    return found;
  }

  /** The values that tell hosts apart, by name: counters belong to no host and are left out. */
  public Map<String, String> host() {
    Map<String, String> values = new LinkedHashMap<>();
    for (Identifier identifier : identifiers.values()) {
      if (identifier.scope() == Scope.INSTANCE || identifier.scope() == Scope.MODEL) {
        values.put(identifier.name(), identifier.value());
      }
    }
    return values;
  }

  public Capacity capacity() {
    return capacity;
  }

  /** Epoch milliseconds; 0 if nothing was read yet. */
  public long readAtMillis() {
    return readAtMillis;
  }
}
