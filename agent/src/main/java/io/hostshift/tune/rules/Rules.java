package io.hostshift.tune.rules;

import io.hostshift.host.HostProfile;
import io.hostshift.tune.setting.Supply;
import io.hostshift.tune.setting.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which host gets which settings: the first rule that fits decides. */
public final class Rules {
  /** Every host gets what the system reports. */
  public static final Rules NONE = new Rules(Collections.<Rule>emptyList());

  private static final Rule SYSTEM =
      new Rule(
          Collections.<String, String>emptyMap(),
          ProcessorsRule.OS,
          Collections.<String, RuleNumber>emptyMap());

  private final List<Rule> rules;

  Rules(List<Rule> rules) {
    this.rules = new ArrayList<>(rules);
  }

  /**
   * What to tune the JVM to on this host.
   *
   * @param supply how many processors there are
   */
  public Target target(HostProfile profile, Supply supply) {
    Rule rule = SYSTEM;
    for (Rule candidate : rules) {
      if (candidate.matches(profile)) {
        rule = candidate;
        break;
      }
    }
    int system = Math.max(1, supply.system(profile));
    int most = supply.unsound(profile).isEmpty() ? Integer.MAX_VALUE : 1;
    Target target =
        new Target(
            system,
            rule.processors().of(system, supply),
            RuleNumber.all(rule.settings(), supply),
            threads(rule, supply),
            profile.capacity());
    return target.atMost(most);
  }

  private static Map<String, Integer> threads(Rule rule, Supply supply) {
    Map<String, Integer> threads = new LinkedHashMap<>();
    for (Map.Entry<String, Long> pool : RuleNumber.all(rule.pools(), supply).entrySet()) {
      threads.put(pool.getKey(), Math.toIntExact(pool.getValue()));
    }
    return threads;
  }

  /** Whether what the host really gives has to be measured. */
  public boolean measureSteal() {
    for (Rule rule : rules) {
      if (rule.processors().measuresSteal()) {
        return true;
      }
    }
    return false;
  }

  /** Whether what the hypervisor guarantees has to be known. */
  public boolean askEntitlement() {
    for (Rule rule : rules) {
      if (rule.processors().asksEntitlement()) {
        return true;
      }
    }
    return false;
  }
}
