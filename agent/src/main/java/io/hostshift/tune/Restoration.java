package io.hostshift.tune;

import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Brings all settings back to what they were when the JVM had started. One that refuses says so,
 * and keeps none of the others from going back.
 */
final class Restoration {
  private final List<Setting> settings;
  private final Statuses statuses;

  /**
   * @param settings all of this JVM
   * @param statuses learns how they stand
   */
  Restoration(List<Setting> settings, Statuses statuses) {
    this.settings = settings;
    this.statuses = statuses;
  }

  /**
   * @param target what this host asks for, which is said beside what was put back; it is asked for
   *     with each setting, and may fail
   */
  void take(Supplier<Target> target) {
    for (Setting setting : settings) {
      statuses.put(restored(setting, target));
    }
  }

  private Status restored(Setting setting, Supplier<Target> target) {
    try {
      setting.restore();
      Status status = setting.plan(target.get());
      return status.state() == SettingState.LEFT
          ? status
          : status.as(SettingState.LEFT, "restored");
    } catch (IOException | RuntimeException | LinkageError e) {
      return statuses
          .of(setting.name())
          .as(SettingState.FAILED, "could not be restored: " + e.getMessage());
    }
  }
}
