package io.hostshift.tune.collector;

import io.hostshift.ergonomics.DefaultCollector;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;

/**
 * Serial that the JVM has chosen by itself. It stays, also on a host that has grown, where a JVM
 * that is started would choose another: that cannot be made up for, and is said.
 */
final class WithoutThreads implements Setting {
  private final SettingType type;
  private final String reason;
  private final int version;

  /**
   * @param version of Java: 8, 11, 17, …
   */
  WithoutThreads(SettingType type, String reason, int version) {
    this.type = type;
    this.reason = reason;
    this.version = version;
  }

  @Override
  public SettingType type() {
    return type;
  }

  @Override
  public Status plan(Target target) {
    long memory = target.memoryBytes() > 0 ? target.memoryBytes() : Long.MAX_VALUE;
    DefaultCollector here = DefaultCollector.of(version, target.processors(), memory);
    return Status.left(
        type,
        here == DefaultCollector.SERIAL
            ? reason
            : reason + "; a JVM started here would choose the collector " + here);
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
