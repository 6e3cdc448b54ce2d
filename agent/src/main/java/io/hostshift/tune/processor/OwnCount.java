package io.hostshift.tune.processor;

import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.util.function.IntSupplier;

/**
 * What this JVM counts by itself, compared with what it should.
 *
 * <p>It counts more where it does not see a limit: HotSpot before 24 that of a parent control
 * group, 8 before 8u372 those of version 2, each one under {@code -XX:-UseContainerSupport}. It
 * counts fewer where an old version takes CPU shares for a limit; that is its own choice, and
 * stays.
 */
final class OwnCount {
  private final IntSupplier reported;
  private final boolean elsewhere;
  private int last;

  /**
   * @param reported what the JVM reports to code that is not hooked, such as ours
   * @param elsewhere whether the host that is read is not the one that this JVM sees
   */
  OwnCount(IntSupplier reported, boolean elsewhere) {
    this.reported = reported;
    this.elsewhere = elsewhere;
  }

  /** What the JVM reports now, which is its own count only while nothing was written. */
  int reported() {
    return reported.getAsInt();
  }

  /** Asks while nothing is written, and keeps the answer. */
  int ask() {
    last = reported.getAsInt();
    return last;
  }

  /** Whether it knows of a limit that is not seen here, and only the system's number is wanted. */
  private boolean knowsLess(int own, Target target) {
    return !elsewhere && target.processors() == target.system() && own < target.system();
  }

  /**
   * How a setting stands whose number nobody has written.
   *
   * @param own what the JVM counts
   * @param status with that number, and what it aims at
   */
  Status unwritten(int own, Target target, Status status) {
    if (own == target.processors()) {
      return status.as(SettingState.APPLIED, "the JVM follows the system");
    }
    return knowsLess(own, target)
        ? status.as(SettingState.LEFT, said(own, target) + ": it takes something for a limit")
        : target.processors() == target.system()
            ? status.as(SettingState.APPLIED, said(own, target))
            : status;
  }

  /** The same where a number was written. */
  Status written(Target target, Status status) {
    return last > 0 && last != target.processors() && target.processors() == target.system()
        ? status.as(SettingState.APPLIED, "by itself " + said(last, target))
        : status;
  }

  /** Such as {@code the JVM counts 2, the limit is 1}. */
  static String said(int own, Target target) {
    String kind = target.limited() ? "the limit is " : "the system has ";
    return "the JVM counts " + own + ", " + kind + target.system();
  }
}
