package io.hostshift.tune;

import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import java.util.HashMap;
import java.util.Map;

/** Why settings are left that have a lever: the JVM itself says otherwise, or moving did harm. */
final class Doubts {
  private final Map<String, String> disbelieved = new HashMap<>();
  private final Map<String, String> harmful = new HashMap<>();
  private int harmfulOn;

  /** From now on, as the JVM itself says otherwise. */
  void disbelieve(String name, String why) {
    disbelieved.put(name, why);
  }

  /** As long as there are so many processors. */
  void harms(String name, String why, int processors) {
    harmful.put(name, why);
    harmfulOn = processors;
  }

  /** Of those that do harm more is known. */
  void harms(String why) {
    harmful.replaceAll((name, before) -> why);
  }

  void forgive() {
    harmful.clear();
  }

  /** What did harm with some processors may do good with others. */
  void aimAt(int processors) {
    if (processors != harmfulOn) {
      harmful.clear();
    }
  }

  /** The plan of a setting, unless it is left. */
  Status on(Status plan) {
    String doubt = disbelieved.getOrDefault(plan.name(), harmful.get(plan.name()));
    return doubt == null ? plan : plan.as(SettingState.LEFT, doubt);
  }
}
