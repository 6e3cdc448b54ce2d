package io.hostshift.tune.setting;

import java.util.function.ToIntFunction;

/** A number that stays as it is: what it would be in a fresh JVM is said all the same. */
public final class FixedNumber implements Setting {
  private final SettingType type;
  private final int number;
  private final String reason;
  private final ToIntFunction<Target> wanted;

  public FixedNumber(SettingType type, int number, String reason, ToIntFunction<Target> wanted) {
    this.type = type;
    this.number = number;
    this.reason = reason;
    this.wanted = wanted;
  }

  @Override
  public SettingType type() {
    return type;
  }

  @Override
  public Status plan(Target target) {
    return Status.of(type, number, number, "", SettingState.LEFT, reason)
        .aimingAt(wanted.applyAsInt(target))
        .between(number, number);
  }

  /** Never called: its plan always leaves it. */
  @Override
  public void move(Target target) {
    throw new IllegalStateException(type + " has no lever");
  }

  @Override
  public void restore() {
    // It is what it was at start.
  }
}
