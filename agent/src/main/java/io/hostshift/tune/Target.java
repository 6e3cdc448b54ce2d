package io.hostshift.tune;

import java.util.Map;

/** What a JVM is to be tuned to: as if it had been started with so many processors. */
final class Target {
  private final int system;
  private final int processors;
  private final Map<String, Integer> explicit;

  Target(int system, int processors, Map<String, Integer> explicit) {
    this.system = system;
    this.processors = processors;
    this.explicit = explicit;
  }

  /** What the system itself reports. */
  int system() {
    return system;
  }

  int processors() {
    return processors;
  }

  /**
   * The number that a rule names for a setting, or else the one that follows from the processors.
   */
  int of(String setting, int following) {
    Integer named = explicit.get(setting);
    return named == null ? following : named;
  }
}
