package io.hostshift.testapp.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The tuning at one moment, as the agent says it and as the application and its log show it. */
final class Tuned {
  private static final String PROCESSORS = "processors";
  private static final String WORKERS = "gc.parallel";

  private final Settings settings;
  private final int processors;
  private final int workers;

  private Tuned(Settings settings, int processors, int workers) {
    this.settings = settings;
    this.processors = processors;
    this.workers = workers;
  }

  static Tuned look(AgentMBeans agent, Application application) throws IOException {
    return new Tuned(agent.settings(), application.processors(), application.collectorWorkers());
  }

  Settings settings() {
    return settings;
  }

  /** As the application sees them. */
  int processors() {
    return processors;
  }

  /** As the collector's log says; 0 if unknown. */
  int workers() {
    return workers;
  }

  /** What is not as it must be for so many processors (at most 8), a sentence each. */
  List<String> missing(int wanted) {
    List<String> missing = new ArrayList<>();
    require(PROCESSORS, wanted, missing);
    if (processors != wanted) {
      missing.add("the application sees " + processors + " processors instead of " + wanted);
    }
    require(WORKERS, wanted, missing);
    if (workers > bound(wanted)) {
      missing.add("the collector still uses " + workers + " workers, as its log says");
    }
    return missing;
  }

  /**
   * Whether the collector uses as many as it now may. It may use fewer: few regions to collect need
   * few workers.
   */
  boolean workersFollowed() {
    Setting setting = settings.get(WORKERS);
    return setting != null && setting.current().equals(String.valueOf(workers));
  }

  private void require(String name, int wanted, List<String> missing) {
    Setting setting = settings.get(name);
    String number = String.valueOf(wanted);
    if (setting == null) {
      missing.add("the agent has no setting '" + name + "'");
    } else if (setting.state().equals("FLOOR") && setting.target().equals(number)) {
      return;
    } else if (!setting.current().equals(number)) {
      String why = setting.reason().isEmpty() ? "" : ", " + setting.reason();
      missing.add(
          String.format(
              "'%s' is %s instead of %s (%s%s)",
              name, setting.current(), number, setting.state(), why));
    }
  }

  private int bound(int wanted) {
    Setting setting = settings.get(WORKERS);
    if (setting == null || !setting.state().equals("FLOOR")) {
      return wanted;
    }
    try {
      return Integer.parseInt(setting.current());
    } catch (NumberFormatException e) {
      return wanted;
    }
  }
}
