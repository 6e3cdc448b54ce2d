package io.hostshift.tune;

import io.hostshift.base.NanoClock;
import io.hostshift.host.HostProfile;
import io.hostshift.tune.memory.MemoryWatch;
import java.util.Collections;
import java.util.List;

/**
 * Decides when to retune: at once for an event and for all that joins it, but two events at least
 * {@code minRetune} apart, so that a VM that flaps between hosts does not drag the JVM along. What
 * had to wait is made up for with the state of that later time: the last one wins.
 */
public final class Retuner {
  private static final long NONE = 0;

  private final Tuner tuner;
  private final NanoClock clock;
  private final long leastNanos;
  private boolean retunedBefore;
  private long lastNanos;
  private long lastSequence = NONE;
  private long waiting = NONE;
  private boolean wasKilled;
  private boolean saidUnsound;
  private String supplyChanged = "";
  private MemoryWatch memory;

  public Retuner(Tuner tuner, NanoClock clock, long leastNanos) {
    this.tuner = tuner;
    this.clock = clock;
    this.leastNanos = leastNanos;
    this.wasKilled = tuner.killed();
  }

  /** From now on the memory is watched as well. */
  public void watch(MemoryWatch newMemory) {
    memory = newMemory;
  }

  /** At each poll: whether the machine has another size, and the time for it has come. */
  public boolean memoryChanged(HostProfile profile) {
    return memory != null && !tuner.killed() && memory.step(profile);
  }

  /**
   * Retunes for an event, or notes that it has to wait.
   *
   * @return the outcomes, empty if it has to wait
   */
  public List<Outcome> retune(HostProfile profile, long sequence) {
    boolean tooSoon =
        retunedBefore && sequence != lastSequence && clock.nanos() - lastNanos < leastNanos;
    if (tooSoon) {
      waiting = sequence;
      return Collections.emptyList();
    }
    waiting = NONE;
    lastSequence = sequence;
    return now(profile);
  }

  /** The VM has moved, was restored or was disrupted: to be called before {@link #retune}. */
  public void moved() {
    tuner.moved();
  }

  /**
   * One step, at each poll.
   *
   * @return why this JVM is no longer sound on this host, once; empty if it is
   */
  public String unsound(HostProfile profile) {
    String unsound = tuner.unsound(profile);
    boolean told = saidUnsound || unsound.isEmpty();
    saidUnsound |= !told;
    return told ? "" : unsound;
  }

  /** Retunes without an event, such as when an operator asks for it. */
  public List<Outcome> now(HostProfile profile) {
    List<Outcome> outcomes = tuner.retune(profile);
    for (Outcome outcome : outcomes) {
      if (outcome.moved()) {
        retunedBefore = true;
        lastNanos = clock.nanos();
      }
    }
    return outcomes;
  }

  /** More is known of the host: other rules may fit it. */
  public void learned(HostProfile profile) {
    if (tuner.hasRules()) {
      now(profile);
    }
  }

  /** The event that has waited long enough by now; 0 if there is none. */
  public long due() {
    return waiting != NONE && clock.nanos() - lastNanos >= leastNanos ? waiting : NONE;
  }

  /**
   * Whether the kill switch was taken away since the last call, so that all has to be made up for.
   */
  public boolean released() {
    boolean killed = tuner.killed();
    boolean released = wasKilled && !killed;
    wasKilled = killed;
    return released;
  }

  /**
   * Why there are other numbers to follow than when it was last retuned for that, once the time for
   * it has come; empty if not.
   */
  public String supplyChanged() {
    String news = tuner.supplyChanged();
    if (!news.isEmpty()) {
      supplyChanged = news;
    }
    boolean due = !retunedBefore || clock.nanos() - lastNanos >= leastNanos;
    String why = due ? supplyChanged : "";
    if (due) {
      supplyChanged = "";
    }
    return why;
  }
}
