package io.hostshift.tune;

import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What keeps settings from being moved: the mode, the kill switch, a doubt about doing so. */
final class Restraint {
  private final BooleanSupplier killed;
  private volatile boolean observing;
  private volatile Supplier<String> doubt = () -> "";

  /**
   * @param killed whether nothing may be changed at present
   */
  Restraint(BooleanSupplier killed) {
    this.killed = killed;
  }

  void observe(boolean observe) {
    observing = observe;
  }

  /** Whether it is only said what would be done, as somebody wants it or as there is a doubt. */
  boolean observing() {
    return observing || !doubt().isEmpty();
  }

  boolean killed() {
    return killed.getAsBoolean();
  }

  /** Whether nothing at all may be touched, for either reason. */
  boolean onAll() {
    return observing() || killed();
  }

  /**
   * @param reason why it is only observed, whatever the mode; empty as long as it is not
   */
  void observeWhile(Supplier<String> reason) {
    doubt = reason;
  }

  /** Why it is only observed, whatever the mode; empty if it is not. */
  String doubt() {
    return doubt.get();
  }

  /** How a setting stands that may not be moved now; null if it may be. */
  Status held(Status plan) {
    String reason = doubt();
    SettingState state = SettingState.OBSERVED;
    if (observing) {
      reason = "mode is observe";
    } else if (reason.isEmpty() && killed()) {
      reason = "the kill switch is on";
      state = SettingState.LEFT;
    } else if (reason.isEmpty()) {
      return null;
    }
    boolean stays = plan.state() == SettingState.LEFT || plan.state() == SettingState.FAILED;
    return stays ? plan : plan.as(state, reason);
  }
}
