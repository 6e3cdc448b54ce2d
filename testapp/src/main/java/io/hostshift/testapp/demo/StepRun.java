package io.hostshift.testapp.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Does one step and watches the agent, until all is as it must be or patience ends. */
final class StepRun {
  static final long PATIENCE_MILLIS = 5000;
  private static final long KVP_DELAY_MILLIS = 300;
  private static final long WORKERS_PATIENCE_MILLIS = 1500;
  private static final long LOOK_MILLIS = 20;

  private final Step step;
  private final AgentMBeans agent;
  private final Application application;
  private final Pace pace;
  private final Screen screen;
  private long begunAt;
  private long sequence;
  private String shownVerdict = "";
  private long firstSeenAfter = -1;
  private long retunedAfter = -1;
  private MigrationEvent event;
  private Tuned tuned;

  StepRun(Step step, AgentMBeans agent, Application application, Pace pace, Screen screen) {
    this.step = step;
    this.agent = agent;
    this.application = application;
    this.pace = pace;
    this.screen = screen;
  }

  /** Returns what was not noticed or not retuned, a sentence each. */
  List<String> run(Tuned before) throws IOException, InterruptedException {
    long countBefore = agent.count();
    MigrationEvent lastBefore = agent.last();
    sequence = lastBefore == null ? 0 : lastBefore.sequence();
    tuned = before;
    begunAt = pace.millis();
    step.begin();
    boolean completed = false;
    while (elapsed() < PATIENCE_MILLIS && !(completed && done())) {
      pace.pause(LOOK_MILLIS);
      if (!completed && elapsed() >= KVP_DELAY_MILLIS) {
        step.complete();
        completed = true;
      }
      look();
    }
    return missing(agent.count() - countBefore);
  }

  /** Milliseconds until the agent first said that something had been; -1 if it never did. */
  long firstSeenAfter() {
    return firstSeenAfter;
  }

  Tuned tuned() {
    return tuned;
  }

  private void look() throws IOException {
    MigrationEvent last = agent.last();
    if (last == null || last.sequence() <= sequence) {
      return;
    }
    event = last;
    if (!event.verdict().equals(shownVerdict)) {
      shownVerdict = event.verdict();
      long after = seenAfter();
      screen.moment(after, shownVerdict, described());
    }
    if (step.noticedBy(event)) {
      tuned = Tuned.look(agent, application);
      if (retunedAfter < 0 && tuned.processors() == step.expectedProcessors()) {
        retunedAfter = elapsed();
        screen.moment(retunedAfter, "retuned", "for " + tuned.processors() + " processors");
      }
    }
  }

  private long seenAfter() {
    if (firstSeenAfter >= 0) {
      return elapsed();
    }
    // The agent's own stamp is the exact one, unless its clock is not ours.
    long stamped = event.detectedAtMillis() - begunAt;
    firstSeenAfter = stamped >= 0 && stamped <= elapsed() ? stamped : elapsed();
    return firstSeenAfter;
  }

  private String described() {
    if (event.changes().isEmpty()) {
      return "";
    }
    Change told = event.changes().get(0);
    for (Change change : event.changes()) {
      if (change.namesHost() && !told.namesHost()) {
        told = change;
      }
    }
    return told.toString();
  }

  private boolean done() {
    return event != null
        && step.noticedBy(event)
        && event.settled()
        && notified()
        && tuned.missing(step.expectedProcessors()).isEmpty()
        && (tuned.workersFollowed() || elapsed() > retunedAfter + WORKERS_PATIENCE_MILLIS);
  }

  private boolean notified() {
    return agent.notified("io.hostshift.migration", event.sequence())
        || agent.notified("io.hostshift.resized", event.sequence());
  }

  private List<String> missing(long events) {
    List<String> missing = new ArrayList<>();
    if (event == null) {
      missing.add("the agent reported nothing within " + PATIENCE_MILLIS / 1000 + " s");
      return missing;
    }
    if (!step.noticedBy(event)) {
      missing.add(
          "reported as "
              + event.verdict()
              + " instead of "
              + step.expectedVerdict()
              + (event.changes().isEmpty() ? "" : ": " + described()));
    }
    if (events != 1) {
      missing.add("reported as " + events + " events instead of one");
    }
    if (!event.settled()) {
      missing.add("event " + event.sequence() + " has not settled");
    }
    if (!notified()) {
      missing.add("no JMX notification told of event " + event.sequence());
    }
    missing.addAll(tuned.missing(step.expectedProcessors()));
    return missing;
  }

  private long elapsed() {
    return pace.millis() - begunAt;
  }
}
