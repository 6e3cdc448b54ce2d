package io.hostshift.tune.collector;

import io.hostshift.ergonomics.GcThreads;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import io.hostshift.tune.setting.Unit;
import java.io.IOException;

/** The workers of a stop-the-world collection of G1 and Parallel. */
public final class ParallelWorkers implements Setting {
  /** The setting, whichever collector and lever. */
  public static final SettingType TYPE =
      SettingType.number("gc.parallel", Unit.THREADS).choosing(GangWorkers.CHOICE);

  private static final String LEVER = "flag HeapSizePerGCThread";

  private final WorkerLimit limit;
  private final String help;

  /**
   * @param help what would reach below the floor of {@code limit}, as the end of a sentence; empty
   *     if nothing does
   */
  public ParallelWorkers(WorkerLimit limit, String help) {
    this.limit = limit;
    this.help = help;
  }

  @Override
  public SettingType type() {
    return TYPE;
  }

  @Override
  public Status plan(Target target) {
    int wanted = wanted(target);
    int floor = limit.floor();
    Status status =
        Status.of(TYPE, limit.workers(), limit.current(), LEVER, SettingState.APPLIED, "")
            .comingTo(limit.settlesOn())
            .aimingAt(wanted)
            .between(floor, limit.workers());
    if (wanted > limit.workers()) {
      return status.as(SettingState.CEILING, "the JVM was started with no more workers");
    }
    return wanted < floor ? status.as(SettingState.FLOOR, limit.floorReason(help)) : status;
  }

  static int wanted(Target target) {
    return target.of(TYPE, GcThreads.parallel(target.processors()));
  }

  @Override
  public void move(Target target) throws IOException {
    limit.limitTo(wanted(target));
  }

  @Override
  public void restore() throws IOException {
    limit.restore();
  }

  @Override
  public void lookAgain() throws IOException {
    limit.follow();
  }
}
