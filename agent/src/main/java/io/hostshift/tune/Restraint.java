package io.hostshift.tune;

import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What keeps settings from being moved: the mode, the kill switch, a doubt about writing. */
final class Restraint {
  private final BooleanSupplier killed;
  private volatile boolean observing;
  private volatile Supplier<String> closedMemory = () -> "";

  /**
   * @param killed whether nothing may be changed at present
   */
  Restraint(BooleanSupplier killed) {
    this.killed = killed;
  }

  void observe(boolean observe) {
    observing = observe;
  }

  boolean observing() {
    return observing;
  }

  boolean killed() {
    return killed.getAsBoolean();
  }

  /** Whether nothing at all may be touched, for either reason. */
  boolean onAll() {
    return observing || killed();
  }

  /**
   * @param reason why nothing may be written into the JVM's memory; empty as long as it may
   */
  void closeMemoryWhile(Supplier<String> reason) {
    closedMemory = reason;
  }

  /** Why nothing may be written into the JVM's memory; empty if it may. */
  String closedMemory() {
    return closedMemory.get();
  }

  /** Why this one's memory may not be written, where that is all that keeps it; empty if not. */
  String onMemoryOf(Setting setting) {
    return setting.writesMemory() ? closedMemory() : "";
  }

  /** How a setting stands that may not be moved now; null if it may be. */
  Status held(Setting setting, Status plan) {
    String closed = onMemoryOf(setting);
    SettingState state = SettingState.OBSERVED;
    if (observing) {
      closed = "mode is observe";
    } else if (killed()) {
      closed = "the kill switch is on";
      state = SettingState.LEFT;
    } else if (closed.isEmpty()) {
      return null;
    }
    boolean stays = plan.state() == SettingState.LEFT || plan.state() == SettingState.FAILED;
    return stays ? plan : plan.as(state, closed);
  }
}
