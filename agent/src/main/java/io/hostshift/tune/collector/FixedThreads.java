package io.hostshift.tune.collector;

import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.util.function.ToIntFunction;

/** Threads that stay as they are: what they would be in a fresh JVM is said all the same. */
public final class FixedThreads implements Setting {
  private final SettingType type;
  private final int number;
  private final String reason;
  private final ToIntFunction<Target> wanted;

  public FixedThreads(SettingType type, int number, String reason, ToIntFunction<Target> wanted) {
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

  /** Never called: its plan is to be left. */
  @Override
  public void move(Target target) {
    throw new IllegalStateException(type + " has no lever");
  }

  @Override
  public void restore() {
    // It is what it was at start.
  }
}
