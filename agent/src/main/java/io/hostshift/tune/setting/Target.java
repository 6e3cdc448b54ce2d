package io.hostshift.tune.setting;

import io.hostshift.base.Glob;
import java.util.Collections;
import java.util.Map;

/** What a JVM is to be tuned to: as if it had been started with so many processors. */
public final class Target {
  private final int system;
  private final int processors;
  private final Map<String, Integer> explicit;
  private final Map<String, Integer> pools;

  public Target(int system, int processors, Map<String, Integer> explicit) {
    this(system, processors, explicit, Collections.<String, Integer>emptyMap());
  }

  /**
   * @param explicit settings to their numbers
   * @param pools patterns of creators to the threads of their pools; the first that fits counts
   */
  public Target(
      int system, int processors, Map<String, Integer> explicit, Map<String, Integer> pools) {
    this.system = system;
    this.processors = processors;
    this.explicit = explicit;
    this.pools = pools;
  }

  /** What the system itself reports. */
  public int system() {
    return system;
  }

  public int processors() {
    return processors;
  }

  /**
   * The number that a rule names for a setting, or else the one that follows from the processors.
   */
  public int of(String setting, int following) {
    Integer named = explicit.get(setting);
    return named == null ? following : named;
  }

  /**
   * The threads that a rule names for a pool; null if none does.
   *
   * @param creator the class that created it; empty if that is not known
   * @param kind the pool's own class
   */
  public Integer pool(String creator, String kind) {
    for (Map.Entry<String, Integer> named : pools.entrySet()) {
      if (Glob.matches(named.getKey(), creator) || Glob.matches(named.getKey(), kind)) {
        return named.getValue();
      }
    }
    return null;
  }
}
