package io.hostshift.tune;

import io.hostshift.tune.setting.State;
import io.hostshift.tune.setting.Status;

/** Outcomes as a retuning would give them. */
public final class SampleOutcomes {
  private SampleOutcomes() {}

  public static Outcome applied(String name, int before, int now) {
    return of(name, before, now, now, State.APPLIED, "");
  }

  public static Outcome of(
      String name, int before, int now, int target, State state, String reason) {
    return new Outcome(
        before,
        Status.of(name, before, now, "flag X", state, reason).aimingAt(target).between(1, null));
  }

  public static Status left(String name, String reason) {
    return Status.left(name, reason);
  }

  public static Outcome leftOut(String name, String reason) {
    return new Outcome(null, Status.left(name, reason));
  }
}
