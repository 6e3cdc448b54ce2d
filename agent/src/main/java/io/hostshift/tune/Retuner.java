package io.hostshift.tune;

import io.hostshift.base.NanoClock;
import io.hostshift.host.HostProfile;
import io.hostshift.tune.collector.ParallelWorkers;
import io.hostshift.tune.guard.Breaker;
import io.hostshift.tune.guard.Finding;
import io.hostshift.tune.guard.Probation;
import io.hostshift.tune.memory.MemoryWatch;
import io.hostshift.tune.setting.Target;
import java.util.Collections;
import java.util.List;

/**
 * Decides when to retune: at once for an event and for all that joins it, but two events at least
 * {@code minRetune} apart, so that the JVM is not retuned again and again while its VM flaps
 * between hosts. What had to wait is made up for with the state of that later time: the last wins.
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
  private boolean wasDoubted;
  private boolean saidUnsound;
  private String supplyChanged = "";
  private MemoryWatch memory;
  private Breaker breaker;
  private Probation probation;

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

  /** From now on what was written into the JVM's memory is watched as well. */
  public void guard(Breaker newBreaker, Probation newProbation) {
    breaker = newBreaker;
    probation = newProbation;
    tuner.observeWhile(breaker::reason);
    wasDoubted = breaker.out();
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

  /** Retunes as somebody asks for it, also what was put back as it had made the collector worse. */
  public List<Outcome> ordered(HostProfile profile) {
    if (probation != null) {
      probation.forget();
    }
    tuner.forgive();
    return now(profile);
  }

  /** Retunes without an event. */
  public List<Outcome> now(HostProfile profile) {
    Target before = tuner.target();
    List<Outcome> outcomes = tuner.retune(profile);
    putOnProbation(before, outcomes);
    for (Outcome outcome : outcomes) {
      if (outcome.moved()) {
        retunedBefore = true;
        lastNanos = clock.nanos();
      }
    }
    return outcomes;
  }

  private void putOnProbation(Target before, List<Outcome> outcomes) {
    if (probation == null || before == null) {
      return;
    }
    Target now = tuner.target();
    Long workers = null;
    boolean changed = false;
    for (Outcome outcome : outcomes) {
      boolean parallel = outcome.status().type() == ParallelWorkers.TYPE;
      workers = parallel ? outcome.before() : workers;
      changed |= Undo.isThreads(outcome.status().type()) && outcome.changed();
    }
    if (changed && workers != null) {
      probation.begin(
          Math.toIntExact(workers), before.processors(), now.processors(), now.limited());
    } else if (before.processors() != now.processors()) {
      probation.forget();
    }
  }

  /**
   * One step, at each poll: what was done as the last retuning may have made the collector worse;
   * null if nothing was.
   */
  public PutBack putBack() {
    Finding finding = probation == null ? null : probation.step();
    if (finding == null) {
      return null;
    }
    List<Outcome> outcomes = tuner.settle(finding);
    if (outcomes.isEmpty()) {
      probation.forget(); // Somebody has taken it in hand.
      return null;
    }
    return new PutBack(finding.text(), outcomes);
  }

  /** The event that was retuned for last; 0 if none was. */
  public long lastSequence() {
    return lastSequence;
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
   * Whether what kept settings from being moved was taken away since the last call, so that all has
   * to be made up for: the kill switch, or a doubt about doing so.
   */
  public boolean released() {
    if (breaker != null) {
      breaker.step();
    }
    boolean killed = tuner.killed();
    boolean doubted = !tuner.doubt().isEmpty();
    boolean released = wasKilled && !killed || wasDoubted && !doubted;
    wasKilled = killed;
    wasDoubted = doubted;
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
