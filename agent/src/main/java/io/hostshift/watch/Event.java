package io.hostshift.watch;

import io.hostshift.host.Change;
import io.hostshift.host.HostProfile;
import io.hostshift.host.MigrationModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** One thing that happened to the VM, as far as it is known by now. Immutable. */
public final class Event {
  /** None that happened: for whoever wants to know what any event has. */
  public static final Event NONE =
      known(
          0,
          Verdict.RESIZED,
          0,
          0,
          MigrationModel.TRANSPARENT,
          Collections.<Change>emptyList(),
          HostProfile.EMPTY,
          HostProfile.EMPTY,
          false,
          "");

  private final long sequence;
  private final Verdict verdict;
  private final HostChanged hostChanged;
  private final long detectedAtMillis;
  private final long settledAtMillis;
  private final MigrationModel model;
  private final List<Change> changes;
  private final HostProfile from;
  private final HostProfile to;
  private final boolean simulated;
  private final String notice;

  private Event(
      long sequence,
      Verdict verdict,
      long detectedAtMillis,
      long settledAtMillis,
      MigrationModel model,
      Collection<Change> changes,
      HostProfile from,
      HostProfile to,
      boolean simulated,
      String notice) {
    this.sequence = sequence;
    this.verdict = verdict;
    this.hostChanged = HostChanged.of(changes, to);
    this.detectedAtMillis = detectedAtMillis;
    this.settledAtMillis = settledAtMillis;
    this.model = model;
    this.changes = Collections.unmodifiableList(new ArrayList<>(changes));
    this.from = from;
    this.to = to;
    this.simulated = simulated;
    this.notice = notice;
  }

  static Event opened(
      long sequence,
      long atMillis,
      MigrationModel model,
      Collection<Change> changes,
      HostProfile from,
      HostProfile to,
      Announcement announced) {
    Verdict verdict = Verdict.of(changes, from, announced.migration());
    return new Event(
        sequence,
        verdict,
        atMillis,
        0,
        model,
        changes,
        from,
        to,
        false,
        verdict == Verdict.RESIZED ? "" : announced.notice());
  }

  /**
   * One that another agent has told of.
   *
   * @param settledAtMillis 0 if it had not settled
   */
  public static Event known(
      long sequence,
      Verdict verdict,
      long detectedAtMillis,
      long settledAtMillis,
      MigrationModel model,
      Collection<Change> changes,
      HostProfile from,
      HostProfile to,
      boolean simulated,
      String notice) {
    return new Event(
        sequence,
        verdict,
        detectedAtMillis,
        settledAtMillis,
        model,
        changes,
        from,
        to,
        simulated,
        notice);
  }

  /** A rehearsal: nothing changed, and it says so. */
  static Event simulated(
      long sequence, long atMillis, MigrationModel model, HostProfile profile, String notice) {
    return new Event(
        sequence,
        Verdict.MIGRATED,
        atMillis,
        0,
        model,
        Collections.<Change>emptyList(),
        profile,
        profile,
        true,
        notice);
  }

  Event joinedBy(Collection<Change> further, HostProfile now, Announcement announced) {
    List<Change> all = new ArrayList<>(changes);
    all.addAll(further);
    Verdict raised = Verdict.of(all, from, announced.migration());
    boolean names = notice.isEmpty() && raised != Verdict.RESIZED;
    return new Event(
        sequence,
        raised.ordinal() < verdict.ordinal() ? raised : verdict,
        detectedAtMillis,
        0,
        model,
        all,
        from,
        now,
        simulated,
        names ? announced.notice() : notice);
  }

  Event settled(long atMillis) {
    return new Event(
        sequence, verdict, detectedAtMillis, atMillis, model, changes, from, to, simulated, notice);
  }

  /** Whether one of these has changed in this event before. */
  boolean hasChanged(Collection<Change> further) {
    for (Change change : further) {
      for (Change earlier : changes) {
        if (earlier.name().equals(change.name())) {
          return true;
        }
      }
    }
    return false;
  }

  /** From 1 on, without gaps; the same for all that joins this event. */
  public long sequence() {
    return sequence;
  }

  public Verdict verdict() {
    return verdict;
  }

  public HostChanged hostChanged() {
    return hostChanged;
  }

  /** Epoch milliseconds. */
  public long detectedAtMillis() {
    return detectedAtMillis;
  }

  /** Epoch milliseconds; 0 while further identifiers may join. */
  public long settledAtMillis() {
    return settledAtMillis;
  }

  public MigrationModel model() {
    return model;
  }

  /** In the order in which they were noticed. */
  public List<Change> changes() {
    return changes;
  }

  public HostProfile from() {
    return from;
  }

  public HostProfile to() {
    return to;
  }

  public boolean simulated() {
    return simulated;
  }

  /** The key of the notice that came before; empty if it was not announced. */
  public String notice() {
    return notice;
  }
}
