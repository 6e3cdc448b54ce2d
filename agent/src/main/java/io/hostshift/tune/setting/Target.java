package io.hostshift.tune.setting;

import io.hostshift.base.Glob;
import io.hostshift.host.Capacity;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What to tune a JVM to: as if it had been started with so many processors, on a host of that
 * capacity.
 */
public final class Target {
  private final int system;
  private final int processors;
  private final Map<String, Long> explicit;
  private final Map<String, Integer> pools;
  private final Capacity capacity;
  private final int most;

  public Target(int system, int processors, Map<String, Long> explicit) {
    this(system, processors, explicit, Collections.<String, Integer>emptyMap(), Capacity.UNKNOWN);
  }

  /**
   * @param system processors that the system reports
   * @param processors those to reckon with
   * @param explicit settings to their numbers, each in the setting's unit
   * @param pools patterns of creators to the threads of their pools; the first that fits counts
   * @param capacity of the host, as it was read
   */
  public Target(
      int system,
      int processors,
      Map<String, Long> explicit,
      Map<String, Integer> pools,
      Capacity capacity) {
    this(system, processors, explicit, pools, capacity, Integer.MAX_VALUE);
  }

  private Target(
      int system,
      int processors,
      Map<String, Long> explicit,
      Map<String, Integer> pools,
      Capacity capacity,
      int most) {
    this.system = system;
    this.processors = processors;
    this.explicit = explicit;
    this.pools = pools;
    this.capacity = capacity;
    this.most = most;
  }

  /**
   * The same with no more processors and threads than so many, whatever a rule says.
   *
   * @param threads at least 1
   */
  public Target atMost(int threads) {
    return new Target(system, Math.min(processors, threads), explicit, pools, capacity, threads);
  }

  /** Whether fewer processors may be used than there are, by a limit of a control group. */
  public boolean limited() {
    Capacity unlimited = new Capacity(capacity.online(), capacity.affinity(), 0, 0, 0);
    return capacity.cpuLimit() > 0 && capacity.processors() != unlimited.processors();
  }

  /** What the system itself reports. */
  public int system() {
    return system;
  }

  public int processors() {
    return processors;
  }

  /**
   * Bytes of memory that a JVM started here might use: the guest's, or the limit of its control
   * group if that is less; 0 if neither is known.
   */
  public long memoryBytes() {
    return capacity.usableMemoryBytes();
  }

  /** The number that a rule names for a setting, or else the one that follows from the host. */
  public long of(SettingType setting, long following) {
    Long named = explicit.get(setting.name());
    return named == null ? following : named;
  }

  /** The same for one that counts threads or processors, at most as many as fit here. */
  public int of(SettingType setting, int following) {
    return Math.min(most, Math.toIntExact(of(setting, (long) following)));
  }

  /**
   * The threads that a rule names for a pool; null if none does.
   *
   * @param creator the class that created it; empty if that is not known
   * @param kind the pool's own class
   */
  public Integer pool(String creator, String kind) {
    return pool(Arrays.asList(creator, kind), "");
  }

  /**
   * The same of one whose threads were seen.
   *
   * @param names classes that have to do with it, and what the names of its threads begin with
   * @param thread the name of one of its threads; empty if none was seen
   */
  public Integer pool(List<String> names, String thread) {
    for (Map.Entry<String, Integer> named : pools.entrySet()) {
      String pattern = named.getKey();
      boolean fits = begins(pattern, thread);
      for (String name : names) {
        fits |= Glob.matches(pattern, name);
      }
      if (fits) {
        return Math.min(most, named.getValue());
      }
    }
    return null;
  }

  /** Up to a place where a word ends: {@code search} is not the beginning of {@code searcher-1}. */
  private static boolean begins(String prefix, String name) {
    int end = prefix.length();
    return end > 0
        && name.startsWith(prefix)
        && (name.length() == end || !Character.isLetterOrDigit(name.charAt(end)));
  }
}
