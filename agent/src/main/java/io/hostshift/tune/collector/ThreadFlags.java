package io.hostshift.tune.collector;

import io.hostshift.hotspot.Flag;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Threads of a collector that takes their number from flags anew at each cycle or phase:
 * Shenandoah's ({@code ShenandoahWorkerPolicy}), and the ceilings that {@code ZDirector} applies
 * with two generations. What belongs to each thread was made for as many as at start, so that never
 * more are asked for.
 */
public final class ThreadFlags implements Setting {
  private final SettingType type;
  private final String lever;
  private final List<Flag> flags;
  private final List<Long> atStart = new ArrayList<>();
  private final ToIntFunction<Target> wanted;

  /**
   * @param flags those that hold the number; the first is the one that is reported
   */
  public ThreadFlags(
      SettingType type, String lever, List<Flag> flags, ToIntFunction<Target> wanted) {
    this.type = type;
    this.lever = lever;
    this.flags = new ArrayList<>(flags);
    this.wanted = wanted;
    for (Flag flag : flags) {
      atStart.add(flag.value());
    }
  }

  @Override
  public SettingType type() {
    return type;
  }

  @Override
  public Status plan(Target target) {
    long ceiling = atStart.get(0);
    int number = wanted.applyAsInt(target);
    Status status =
        Status.of(type, ceiling, current(), lever, SettingState.APPLIED, "")
            .aimingAt(number)
            .between(1, ceiling);
    return number > ceiling
        ? status.as(SettingState.CEILING, "the JVM was started with no more threads")
        : status;
  }

  /** That of the first flag, unless another one does not go with it. */
  private long current() {
    long first = flags.get(0).value();
    for (int i = 1; i < flags.size(); i++) {
      long other = flags.get(i).value();
      if (other != Math.min(first, atStart.get(i))) {
        return other;
      }
    }
    return first;
  }

  @Override
  public void move(Target target) throws IOException {
    for (int i = 0; i < flags.size(); i++) {
      write(i, Math.min(wanted.applyAsInt(target), atStart.get(i)));
    }
  }

  @Override
  public void restore() throws IOException {
    for (int i = 0; i < flags.size(); i++) {
      write(i, atStart.get(i));
    }
  }

  private void write(int i, long value) throws IOException {
    if (flags.get(i).value() != value) {
      flags.get(i).write(value);
    }
  }
}
