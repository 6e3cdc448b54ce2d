package io.hostshift.report;

import io.hostshift.host.HostProfile;
import io.hostshift.tune.Outcome;
import io.hostshift.tune.PutBack;
import io.hostshift.tune.Retuner;
import io.hostshift.tune.memory.Outgrowth;
import io.hostshift.watch.Event;
import io.hostshift.watch.EventListener;
import io.hostshift.watch.KeptProfile;
import io.hostshift.watch.LostFeatures;
import io.hostshift.watch.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What follows from an event: the settings are tuned first, then people are told. */
public final class Consequences implements EventListener {
  private final Retuner retuner;
  private final EventLog events;
  private final Reporter reporter;
  private final KeptProfile kept;
  private final LostFeatures features = new LostFeatures();
  private final Outgrowth outgrowth;

  /** The last event that was more than a resize: what joins it is no other move. */
  private long movedIn;

  public Consequences(
      Retuner retuner, EventLog events, Reporter reporter, KeptProfile kept, Outgrowth outgrowth) {
    this.retuner = retuner;
    this.events = events;
    this.reporter = reporter;
    this.kept = kept;
    this.outgrowth = outgrowth;
  }

  /**
   * To be called before the first event.
   *
   * @param profile the host of the start
   */
  public void begin(HostProfile profile) {
    features.step(profile);
    lookAtMemory(profile);
  }

  private void lookAtMemory(HostProfile profile) {
    if (outgrowth.step(profile)) {
      reporter.memory(outgrowth, profile);
    }
  }

  @Override
  public void changed(Event event) {
    reporter.noticing();
    if (event.verdict() != Verdict.RESIZED && movedIn != event.sequence()) {
      movedIn = event.sequence();
      retuner.moved();
    }
    if (!outgrowth.dependsOnRetuning()) {
      // A heap that is to give back is collected at once, which may stop this thread for long.
      lookAtMemory(event.to());
    }
    List<Outcome> now = retuner.retune(event.to(), event.sequence());
    reporter.changed(report(event, since(event.sequence(), now)));
  }

  /** A rule may name an identifier that a source has only shown now. */
  @Override
  public void learned(HostProfile profile) {
    retuner.learned(profile);
    kept.save(profile);
  }

  @Override
  public void settled(Event event) {
    reporter.settled(report(event, since(event.sequence(), Collections.<Outcome>emptyList())));
    kept.save(event.to());
  }

  private Report report(Event event, List<Outcome> outcomes) {
    return new Report(event, outcomes, features.at(event.to()));
  }

  /** At each poll: says what has gone, and makes up for what had to wait, if its time has come. */
  public void catchUp(HostProfile profile) {
    List<String> lost = features.step(profile);
    if (!lost.isEmpty()) {
      reporter.featuresLost(lost);
    }
    lookAtMemory(profile);
    String unsound = retuner.unsound(profile);
    if (!unsound.isEmpty()) {
      reporter.unsound(unsound);
    }
    PutBack putBack = retuner.putBack();
    if (putBack != null) {
      tell(putBack);
    }
    long sequence = retuner.due();
    if (sequence > 0) {
      List<Outcome> now = retuner.retune(profile, sequence);
      Report report = events.find(sequence);
      if (report != null) {
        reporter.retunedLater(report(report.event(), since(sequence, now)));
      }
    }
    if (retuner.released()) {
      retuner.now(profile);
    }
    if (retuner.memoryChanged(profile)) {
      reporter.retuned("the machine has another size of memory", retuner.now(profile));
    }
    String why = retuner.supplyChanged();
    if (!why.isEmpty()) {
      reporter.retuned(why, retuner.now(profile));
    }
  }

  /** It is an outcome of the event for which it was moved, as far as it was for one. */
  private void tell(PutBack putBack) {
    Report earlier = events.find(retuner.lastSequence());
    if (earlier == null) {
      reporter.retuned(putBack.why(), putBack.outcomes());
      return;
    }
    List<Outcome> all = new ArrayList<>(earlier.outcomes());
    for (Outcome outcome : putBack.outcomes()) {
      String name = outcome.status().name();
      all.replaceAll(
          one -> one.status().name().equals(name) ? outcome.since(earlier.outcomes()) : one);
    }
    reporter.putBack(putBack.why(), putBack.outcomes(), report(earlier.event(), all));
  }

  /** An event may be tuned for more than once: what counts is the difference since before it. */
  private List<Outcome> since(long sequence, List<Outcome> now) {
    Report earlier = events.find(sequence);
    if (earlier == null || earlier.outcomes().isEmpty()) {
      return now;
    }
    if (now.isEmpty()) {
      return earlier.outcomes();
    }
    List<Outcome> joined = new ArrayList<>();
    for (Outcome outcome : now) {
      joined.add(outcome.since(earlier.outcomes()));
    }
    return joined;
  }
}
