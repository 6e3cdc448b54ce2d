package io.hostshift.watch;

import io.hostshift.base.NanoClock;
import io.hostshift.host.Capacity;
import io.hostshift.host.Change;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.host.MigrationModel;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Compares what the sources say with what they said before, and concludes.
 *
 * <p>It has no thread: {@link #poll} is one step, taken by whoever owns the schedule, and says when
 * the next is due. It is stepped by that one thread; how things stand may be asked by any.
 */
public final class HostWatcher {
  /** Between two readings of a source that seems to have changed. */
  public static final long CONFIRM_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final List<SourceWatch> sources = new ArrayList<>();
  private final NanoClock nanoClock;
  private final Clock clock;
  private final long settleNanos;
  private final Match match;
  private final EventListener listener;
  private final HostHistory history;

  private volatile HostProfile profile = HostProfile.EMPTY;
  private volatile MigrationModel model = MigrationModel.TRANSPARENT;
  private Event open;
  private boolean openIsReported;
  private long openedNanos;
  private long sequence;
  private Announcement announced = Announcement.NONE;

  public HostWatcher(
      List<Source> local,
      NanoClock nanoClock,
      Clock clock,
      long settleNanos,
      Match match,
      HostHistory history,
      EventListener listener) {
    for (Source source : local) {
      sources.add(new SourceWatch(source));
    }
    this.nanoClock = nanoClock;
    this.clock = clock;
    this.settleNanos = settleNanos;
    this.match = match;
    this.history = history;
    this.listener = listener;
  }

  /**
   * Begins with what was kept from before this JVM was started, before anything is read: a move
   * meanwhile becomes an event like any other.
   */
  public void resume(ProfileFile.Kept kept, long lastSequence) {
    sequence = lastSequence;
    resume(kept);
  }

  /** As if this JVM had told of no event yet. */
  public void resume(ProfileFile.Kept kept) {
    profile = kept.profile();
    history.remember(kept.hosts());
  }

  /**
   * Reads sources for the first time and takes them as they are, unless they differ from what was
   * kept: that is for the next step to confirm.
   *
   * @param which those to be read now, of those that have not been
   */
  public void baseline(Predicate<Source> which) {
    List<Reading> read = new ArrayList<>();
    for (SourceWatch watch : sources) {
      if (watch.last() == null && which.test(watch.source())) {
        Reading reading = watch.poll(profile, nanoClock);
        if (reading != null) {
          read.add(reading);
        }
      }
    }
    profile = merge(read);
    history.seen(profile, profile.readAtMillis());
  }

  /**
   * One step.
   *
   * @param answers what the sources with a thread of their own have said since the last step, each
   *     read twice there
   * @return after how many nanoseconds the next step is due at the latest, {@link Long#MAX_VALUE}
   *     if nothing is pending and the schedule decides
   */
  public long poll(List<Reading> answers) {
    List<Reading> confirmed = new ArrayList<>(answers.size());
    for (Reading answer : answers) {
      if (answer.readable()) {
        confirmed.add(answer);
      }
    }
    boolean suspect = false;
    for (int i = 0; i < sources.size(); i++) {
      SourceWatch watch = sources.get(i);
      Reading reading = watch.poll(profile, nanoClock);
      if (reading != null) {
        confirmed.add(reading);
      }
      suspect |= watch.suspect();
    }
    if (!confirmed.isEmpty()) {
      HostProfile before = profile;
      HostProfile after = merge(confirmed);
      profile = after;
      take(before, after);
    }
    settle();
    return nextStep(suspect);
  }

  private long nextStep(boolean suspect) {
    long untilSettled =
        open == null ? Long.MAX_VALUE : Math.max(0, openedNanos + settleNanos - nanoClock.nanos());
    return suspect ? Math.min(CONFIRM_NANOS, untilSettled) : untilSettled;
  }

  private HostProfile merge(List<Reading> readings) {
    List<Identifier> identifiers = new ArrayList<>();
    Capacity capacity = null;
    for (Reading reading : readings) {
      identifiers.addAll(reading.identifiers());
      capacity = reading.capacity() == null ? capacity : reading.capacity();
    }
    return profile.with(identifiers, capacity, clock.millis());
  }

  private void take(HostProfile before, HostProfile after) {
    List<Change> changes = before.changesTo(after);
    if (changes.isEmpty()) {
      if (open == null) {
        history.seen(after, after.readAtMillis());
        if (after.identifiers().size() > before.identifiers().size()) {
          listener.learned(after);
        }
      } else {
        open = open.joinedBy(changes, after, announced);
        history.arrived(after, open.detectedAtMillis());
      }
      return;
    }
    if (open != null && (open.simulated() || open.hasChanged(changes))) {
      close();
    }
    if (open == null) {
      openedNanos = nanoClock.nanos();
      openIsReported = false;
      open = Event.opened(sequence + 1, clock.millis(), model, changes, before, after, announced);
    } else {
      open = open.joinedBy(changes, after, announced);
    }
    history.arrived(after, open.detectedAtMillis());
    announceOpen();
  }

  /** An event that {@code match} drops may still become one of interest when others join it. */
  private void announceOpen() {
    if (!openIsReported && !open.simulated() && !match.reports(open.changes())) {
      return;
    }
    openIsReported = true;
    sequence = open.sequence();
    listener.changed(open);
  }

  private void settle() {
    if (open != null && nanoClock.nanos() - openedNanos >= settleNanos) {
      close();
    }
  }

  private void close() {
    Event settled = open.settled(clock.millis());
    open = null;
    history.seen(settled.to(), settled.detectedAtMillis());
    if (openIsReported) {
      listener.settled(settled);
    }
  }

  /** Settles what is open: nobody will be there to do it later. */
  public void finish() {
    if (open != null) {
      close();
    }
  }

  /**
   * From now on this is expected, until something else is: the next event that is more than a
   * resize has followed it.
   *
   * @param begun whether it has begun, so that an event that is open may be its consequence
   */
  public void announce(Announcement announcement, boolean begun) {
    announced = announcement;
    if (begun && open != null && !open.simulated() && open.notice().isEmpty()) {
      Event joined = open.joinedBy(Collections.<Change>emptyList(), open.to(), announcement);
      if (!joined.notice().isEmpty()) {
        open = joined;
        announceOpen();
      }
    }
  }

  /** As {@link #simulate(String)}, without a notice before. */
  public void simulate() {
    simulate("");
  }

  /**
   * Plays a migration that did not happen, so that people can see what would follow.
   *
   * @param notice the key of the notice that was played before; empty for none
   */
  public void simulate(String notice) {
    if (open != null) {
      close();
    }
    openedNanos = nanoClock.nanos();
    openIsReported = false;
    open = Event.simulated(sequence + 1, clock.millis(), model, profile, notice);
    announceOpen();
  }

  /** The latest one. */
  public HostProfile profile() {
    return profile;
  }

  public MigrationModel model() {
    return model;
  }

  /** Events that open from now on carry this model. */
  public void model(MigrationModel found) {
    model = found;
  }

  /** How each local source stands. */
  public List<SourceStatus> sources() {
    List<SourceStatus> statuses = new ArrayList<>();
    for (SourceWatch watch : sources) {
      Reading last = watch.last();
      if (last != null) {
        statuses.add(SourceStatus.of(watch.source().name(), last, watch.readNanos()));
      }
    }
    return statuses;
  }
}
