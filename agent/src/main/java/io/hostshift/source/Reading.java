package io.hostshift.source;

import io.hostshift.host.Capacity;
import io.hostshift.host.Identifier;
import io.hostshift.host.Platform;
import io.hostshift.host.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What one source said at one moment: identifiers, perhaps a capacity, or the reason why not.
 *
 * <p>Failure is data. A reading that is not {@link ReadState#READABLE} carries a reason that a
 * person can act on, and says nothing about the host: missing is never changed.
 */
public final class Reading {
  private final ReadState state;
  private final String reason;
  private final List<Identifier> identifiers;
  private final Capacity capacity;
  private final List<Remedy> remedies;

  private Reading(ReadState state, String reason, List<Identifier> identifiers, Capacity capacity) {
    this(state, reason, identifiers, capacity, Collections.<Remedy>emptyList());
  }

  private Reading(
      ReadState state,
      String reason,
      List<Identifier> identifiers,
      Capacity capacity,
      List<Remedy> remedies) {
    this.state = state;
    this.reason = reason;
    this.identifiers = Collections.unmodifiableList(new ArrayList<>(identifiers));
    this.capacity = capacity;
    this.remedies = remedies;
  }

  public static Reading of(List<Identifier> identifiers) {
    return partial(identifiers, "");
  }

  /**
   * Readable, but not all of it. What only stands where nobody has set a value names nothing, in
   * each source: it is left out, and said.
   *
   * @param reason what is missing and why; empty if nothing is
   */
  public static Reading partial(List<Identifier> identifiers, String reason) {
    List<Identifier> naming = new ArrayList<>(identifiers.size());
    String nothing = "";
    int more = 0;
    for (Identifier identifier : identifiers) {
      if (identifier.scope() == Scope.EPOCH || !Placeholder.is(identifier.value())) {
        naming.add(identifier);
      } else if (nothing.isEmpty()) {
        nothing = identifier.name() + " is \"" + identifier.value() + "\", which names nothing";
      } else {
        more++;
      }
    }
    String all = reason + (reason.isEmpty() || nothing.isEmpty() ? "" : "; ") + nothing;
    return new Reading(
        ReadState.READABLE,
        all + (more == 0 ? "" : ", nor do" + (more == 1 ? "es one more" : " " + more + " more")),
        naming,
        null);
  }

  public static Reading of(Capacity capacity) {
    return new Reading(ReadState.READABLE, "", Collections.<Identifier>emptyList(), capacity);
  }

  /**
   * A capacity with a gap.
   *
   * @param reason what is missing and why; empty if nothing is
   */
  public static Reading partial(Capacity capacity, String reason) {
    return new Reading(ReadState.READABLE, reason, Collections.<Identifier>emptyList(), capacity);
  }

  public static Reading absent(String reason) {
    return unreadable(ReadState.ABSENT, reason);
  }

  public static Reading denied(String reason) {
    return unreadable(ReadState.DENIED, reason);
  }

  public static Reading failed(String reason) {
    return unreadable(ReadState.FAILED, reason);
  }

  public static Reading off(String reason) {
    return unreadable(ReadState.OFF, reason);
  }

  public static Reading unreadable(ReadState state, String reason) {
    return new Reading(state, reason, Collections.<Identifier>emptyList(), null);
  }

  /**
   * The same, with what would help.
   *
   * @param steps the first one that helps counts; null where none is known
   */
  public Reading helpedBy(Remedy... steps) {
    List<Remedy> known = new ArrayList<>();
    for (Remedy step : steps) {
      if (step != null) {
        known.add(step);
      }
    }
    return known.isEmpty() ? this : new Reading(state, reason, identifiers, capacity, known);
  }

  public ReadState state() {
    return state;
  }

  public boolean readable() {
    return state == ReadState.READABLE;
  }

  /** Why it is not readable, or what part of it is not; empty if all of it was read. */
  public String reason() {
    return reason;
  }

  public List<Identifier> identifiers() {
    return identifiers;
  }

  /**
   * The one step that would make visible what is missing; null if none is known that helps here. It
   * follows from the reason.
   */
  public Remedy remedy(Platform platform) {
    for (Remedy remedy : remedies) {
      if (remedy.helpsOn(platform)) {
        return remedy;
      }
    }
    return null;
  }

  /** Null unless this source measures the capacity. */
  public Capacity capacity() {
    return capacity;
  }

  /**
   * The last reading where this one says the same, so that callers see by identity that it does.
   */
  public Reading orSame(Reading last) {
    return sameAs(last) ? last : this;
  }

  /** Whether both say the same, reasons included. */
  public boolean sameAs(Reading other) {
    return other == this
        || (other != null
            && state == other.state
            && reason.equals(other.reason)
            && identifiers.equals(other.identifiers)
            && (capacity == null ? other.capacity == null : capacity.equals(other.capacity)));
  }

  @Override
  public String toString() {
    return readable()
        ? identifiers + (capacity == null ? "" : " " + capacity)
        : state + ": " + reason;
  }
}
