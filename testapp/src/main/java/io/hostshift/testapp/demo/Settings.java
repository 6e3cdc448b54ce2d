package io.hostshift.testapp.demo;

import java.util.ArrayList;
import java.util.List;

/** All settings of the agent at one moment. */
final class Settings {
  private final List<Setting> all;

  Settings(List<Setting> all) {
    this.all = all;
  }

  List<Setting> all() {
    return all;
  }

  /** Null if the agent has no such setting. */
  Setting get(String name) {
    for (Setting setting : all) {
      if (setting.name().equals(name)) {
        return setting;
      }
    }
    return null;
  }

  /** Those whose value or state differs from the earlier one. */
  List<Setting> changedSince(Settings earlier) {
    List<Setting> changed = new ArrayList<>();
    for (Setting setting : all) {
      Setting before = earlier.get(setting.name());
      if (before == null
          || !before.current().equals(setting.current())
          || !before.state().equals(setting.state())) {
        changed.add(setting);
      }
    }
    return changed;
  }
}
