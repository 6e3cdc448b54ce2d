package io.hostshift.tune.rules;

import io.hostshift.base.Glob;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which settings a host gets: one entry of the rules file. */
final class Rule {
  private final Map<String, String> when;
  private final ProcessorsRule processors;
  private final Map<String, RuleNumber> settings;
  private final Map<String, RuleNumber> pools;

  Rule(Map<String, String> when, ProcessorsRule processors, Map<String, RuleNumber> settings) {
    this(when, processors, settings, Collections.<String, RuleNumber>emptyMap());
  }

  /**
   * @param when identifier names to patterns; empty means every host
   * @param settings names of settings to their numbers, where they are not to follow the processors
   * @param pools patterns of classes that create pools, to the number of their threads
   */
  Rule(
      Map<String, String> when,
      ProcessorsRule processors,
      Map<String, RuleNumber> settings,
      Map<String, RuleNumber> pools) {
    this.when = new LinkedHashMap<>(when);
    this.processors = processors;
    this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    this.pools = Collections.unmodifiableMap(new LinkedHashMap<>(pools));
  }

  /** An identifier that the host does not show never matches. */
  boolean matches(HostProfile profile) {
    for (Map.Entry<String, String> condition : when.entrySet()) {
      Identifier identifier = profile.identifier(condition.getKey());
      if (identifier == null || !Glob.matches(condition.getValue(), identifier.value())) {
        return false;
      }
    }
    return true;
  }

  ProcessorsRule processors() {
    return processors;
  }

  Map<String, RuleNumber> settings() {
    return settings;
  }

  Map<String, RuleNumber> pools() {
    return pools;
  }
}
