package io.hostshift.testapp.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What is shown: a guest on one host, on another, back, with less CPU, and as it began. */
final class Demo {
  /** Processors that the JVM is sized for, and that the largest host gives. */
  static final int CEILING = 8;

  static final String HOST_A = "host-a";
  static final String HOST_B = "host-b";
  private static final long START_PATIENCE_MILLIS = 4000;
  private static final long LOOK_MILLIS = 50;

  private final AgentMBeans agent;
  private final Application application;
  private final Pace pace;
  private final Screen screen;
  private final List<Step> steps = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  Demo(GuestTree guest, AgentMBeans agent, Application application, Pace pace, Screen screen) {
    this.agent = agent;
    this.application = application;
    this.pace = pace;
    this.screen = screen;
    String rule =
        "vmclock tells at once, the pool with the host's name 0.3 s later. Its rule there: %s of"
            + " the processors it sees.";
    steps.add(Step.move(guest, HOST_A, HOST_B, String.format(rule, "a quarter"), 4));
    steps.add(Step.move(guest, HOST_B, HOST_A, String.format(rule, "half"), CEILING));
    steps.add(
        Step.limit(
            guest,
            6,
            "Give the guest a CPU limit of 6 processors",
            "No move, but less to run on: half of 6.",
            3));
    steps.add(Step.limit(guest, 0, "Lift that limit", "All is as it was at the start.", CEILING));
  }

  /** Returns what was not noticed or not retuned, a sentence each; none if all was. */
  List<String> play() throws IOException, InterruptedException {
    long begunAt = pace.millis();
    Tuned tuned = start();
    long slowest = 0;
    int fine = 0;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      screen.step(i + 2, step.title());
      screen.note(step.note());
      StepRun run = new StepRun(step, agent, application, pace, screen);
      List<String> missed = run.run(tuned);
      show(tuned, run.tuned());
      report("step " + (i + 2), missed);
      fine += missed.isEmpty() ? 1 : 0;
      slowest = Math.max(slowest, run.firstSeenAfter());
      tuned = run.tuned();
    }
    conclude(fine, slowest, pace.millis() - begunAt);
    return missing;
  }

  private Tuned start() throws IOException, InterruptedException {
    agent.listen();
    long begunAt = pace.millis();
    Tuned tuned = Tuned.look(agent, application);
    while (!(tuned.missing(CEILING).isEmpty() && tuned.workersFollowed())
        && pace.millis() - begunAt < START_PATIENCE_MILLIS) {
      pace.pause(LOOK_MILLIS);
      tuned = Tuned.look(agent, application);
    }
    Table table = new Table(Screen.tableWidth()).row("setting", "now", "within", "state", "why");
    for (Setting setting : tuned.settings().all()) {
      table.row(
          setting.name(), setting.current(), within(setting), setting.state(), setting.reason());
    }
    screen.table(table.lines());
    screen.blank();
    screen.fact("application sees", tuned.processors() + " processors");
    if (tuned.workers() > 0) {
      screen.fact("collector uses", tuned.workers() + " workers, says its log");
    }
    report("step 1", tuned.missing(CEILING));
    return tuned;
  }

  private void show(Tuned before, Tuned now) {
    Table table =
        new Table(Screen.tableWidth()).row("setting", "before", "now", "within", "state", "why");
    for (Setting setting : now.settings().changedSince(before.settings())) {
      Setting earlier = before.settings().get(setting.name());
      table.row(
          setting.name(),
          earlier == null ? "-" : earlier.current(),
          setting.current(),
          within(setting),
          setting.state(),
          setting.reason());
    }
    if (table.lines().size() > 1) {
      screen.table(table.lines());
    }
    screen.blank();
    screen.fact(
        "application sees", before.processors() + " -> " + now.processors() + " processors");
    if (now.workers() > 0) {
      screen.fact(
          "collector uses", before.workers() + " -> " + now.workers() + " workers, says its log");
    }
  }

  private void report(String where, List<String> missed) {
    for (String sentence : missed) {
      screen.missed(sentence);
      missing.add(where + ": " + sentence);
    }
  }

  private void conclude(int fine, long slowest, long took) throws IOException {
    JsonNode stats = application.stats();
    if (!stats.path("intact").asBoolean() || stats.path("requests").asLong() == 0) {
      report("load", Collections.singletonList("the data is damaged: " + stats));
    }
    if (stats.path("loadErrors").asLong() > 0) {
      report("load", Collections.singletonList("requests failed: " + stats));
    }
    String figures =
        String.format(
            Locale.ROOT,
            "%d of %d changes noticed and retuned for, the first sign of each within %d ms."
                + " %,d requests answered meanwhile, %s. %.1f s.",
            fine,
            steps.size(),
            slowest,
            stats.path("requests").asLong(),
            stats.path("intact").asBoolean() ? "all data intact" : "data damaged",
            took / 1000.0);
    if (missing.isEmpty()) {
      screen.success(figures);
    } else {
      screen.blank();
      screen.failure(figures);
    }
  }

  private static String within(Setting setting) {
    String ceiling = setting.ceiling().equals("-") ? "" : setting.ceiling();
    return setting.floor().equals("-") ? "-" : setting.floor() + ".." + ceiling;
  }
}
