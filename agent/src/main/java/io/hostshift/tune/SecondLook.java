package io.hostshift.tune;

import io.hostshift.tune.setting.Reasons;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What has become of settings since they were moved. One that no longer has its target at two looks
 * is moved again, once.
 */
final class SecondLook {
  private final Set<String> drifted = new HashSet<>();

  /** There is a new target, from which nothing has drifted yet. */
  void aimed() {
    drifted.clear();
  }

  /**
   * @param touched whether anything was moved
   */
  boolean mayHaveChanged(Setting setting, SettingState state, boolean touched) {
    return state == SettingState.LEFT
        ? setting.changesByItself() || drifted.contains(setting.name())
        : state != SettingState.FAILED && (touched || setting.changesByItself());
  }

  /**
   * How it stands.
   *
   * @param plan of the last target
   * @param maySet whether the last target is one to go back to
   * @param move moves it there again
   */
  Status of(Status plan, boolean maySet, Supplier<Status> move) {
    boolean drift = plan.state() == SettingState.APPLIED && !plan.fits();
    if (!drift || !maySet) {
      drifted.remove(plan.name());
      return plan.beforehand(Reasons.NEXT_EVENT);
    }
    return drifted.add(plan.name())
        ? plan.beforehand("it is set again at the next look")
        : move.get();
  }
}
