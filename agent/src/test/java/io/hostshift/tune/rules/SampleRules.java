package io.hostshift.tune.rules;

import io.hostshift.tune.collector.G1Markers;
import io.hostshift.tune.collector.ParallelWorkers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Rules that give every host the same. */
public final class SampleRules {
  private SampleRules() {}

  /** Numbers for the processors and the collector's threads, or none, as it happens. */
  public static Rules numbers(Random random) {
    Map<String, RuleNumber> numbers = new LinkedHashMap<>();
    if (random.nextInt(3) == 0) {
      numbers.put(ParallelWorkers.TYPE.name(), RuleNumber.of(1 + random.nextInt(20)));
    }
    if (random.nextInt(3) == 0) {
      numbers.put(G1Markers.TYPE.name(), RuleNumber.of(1 + random.nextInt(8)));
    }
    ProcessorsRule processors =
        random.nextInt(3) == 0
            ? ProcessorsRule.parse(Integer.toString(1 + random.nextInt(16)))
            : ProcessorsRule.OS;
    return new Rules(
        Collections.singletonList(new Rule(Collections.emptyMap(), processors, numbers)));
  }
}
