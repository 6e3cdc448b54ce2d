package io.hostshift.tune;

import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Unit;

/** Outcomes as a retuning would give them. */
public final class SampleOutcomes {
  private SampleOutcomes() {}

  public static Outcome applied(String name, int before, int now) {
    return of(name, before, now, now, SettingState.APPLIED, "");
  }

  public static Outcome of(
      String name, int before, int now, int target, SettingState state, String reason) {
    return Outcome.known(
        (long) before,
        (long) before,
        Status.of(counting(name), before, now, "flag X", state, reason).aimingAt(target).from(1));
  }

  public static Status left(String name, String reason) {
    return Status.left(counting(name), reason);
  }

  public static Outcome leftOut(String name, String reason) {
    return Outcome.known(null, null, left(name, reason));
  }

  /** A setting in bytes that was at its ceiling. */
  public static Outcome bytes(String name, long before, long now) {
    return Outcome.known(
        before,
        before,
        Status.of(
                SettingType.number(name, Unit.BYTES), before, now, "fake", SettingState.APPLIED, "")
            .aimingAt(now)
            .between(1 << 20, before));
  }

  private static SettingType counting(String name) {
    return SettingType.number(name, name.equals("processors") ? Unit.PROCESSORS : Unit.THREADS);
  }
}
