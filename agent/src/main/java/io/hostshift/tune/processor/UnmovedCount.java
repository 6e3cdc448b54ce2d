package io.hostshift.tune.processor;

import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;

/** A count of processors that nothing can move: how it stands is said all the same. */
final class UnmovedCount implements Setting {
  private final OwnCount own;
  private final String reason;
  private final int atStart;

  /**
   * @param reason why nothing can
   */
  UnmovedCount(OwnCount own, String reason) {
    this.own = own;
    this.reason = reason;
    this.atStart = own.reported();
  }

  @Override
  public SettingType type() {
    return ProcessorCount.TYPE;
  }

  @Override
  public Status plan(Target target) {
    int reported = own.reported();
    Status status =
        Status.of(type(), atStart, reported, "", SettingState.LEFT, reason)
            .aimingAt(target.processors());
    return status.fits()
        ? status
        : status.as(SettingState.LEFT, OwnCount.said(reported, target) + "; " + reason);
  }

  @Override
  public boolean changesByItself() {
    return true;
  }

  /** Never called: its plan always leaves it. */
  @Override
  public void move(Target target) {
    throw new IllegalStateException(type() + " has no lever");
  }

  @Override
  public void restore() {
    // It is what it was at start, or what the system has made of it.
  }
}
