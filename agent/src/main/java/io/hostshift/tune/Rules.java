package io.hostshift.tune;

import io.hostshift.host.HostProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which host gets which settings: the first rule that fits decides. */
public final class Rules {
  /** Every host gets what the system reports. */
  public static final Rules NONE = new Rules(Collections.<Rule>emptyList());

  private static final Rule SYSTEM =
      new Rule(
          Collections.<String, String>emptyMap(),
          Processors.OS,
          Collections.<String, Integer>emptyMap());

  private final List<Rule> rules;

  Rules(List<Rule> rules) {
    this.rules = new ArrayList<>(rules);
  }

  /**
   * What the JVM is to be tuned to on this host.
   *
   * @param system the processors that the system reports, at least 1
   */
  Target target(HostProfile profile, int system) {
    Rule rule = SYSTEM;
    for (Rule candidate : rules) {
      if (candidate.matches(profile)) {
        rule = candidate;
        break;
      }
    }
    return new Target(system, rule.processors().of(system), rule.settings());
  }
}
