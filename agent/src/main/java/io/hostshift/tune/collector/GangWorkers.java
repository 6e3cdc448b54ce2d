package io.hostshift.tune.collector;

import io.hostshift.hotspot.Gang;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;

/**
 * The workers of a stop-the-world collection of G1, by an experimental lever that also reaches
 * below two for each thread that is no daemon: the limit of the set of workers itself. {@code
 * HeapSizePerGCThread} goes with it, since the concurrent markers follow that.
 */
public final class GangWorkers implements Setting {
  /** As in {@code settings=gc.parallel:gang}. */
  public static final String CHOICE = "gang";

  private static final String LEVER = "the gang of workers (experimental)";

  private final WorkerLimit limit;
  private final Gang gang;
  private int aim;

  public GangWorkers(WorkerLimit limit, Gang gang) {
    this.limit = limit;
    this.gang = gang;
    this.aim = limit.workers();
  }

  @Override
  public SettingType type() {
    return ParallelWorkers.TYPE;
  }

  @Override
  public Status plan(Target target) {
    int wanted = ParallelWorkers.wanted(target);
    Status status =
        Status.of(type(), limit.workers(), current(), LEVER, SettingState.APPLIED, "")
            .comingTo(Math.min(gang.limit(), limit.settlesOn()))
            .aimingAt(wanted)
            .between(1, limit.workers());
    if (wanted > limit.workers()) {
      return status.as(SettingState.CEILING, "the JVM was started with no more workers");
    }
    return current() > wanted && !gang.made()
        ? status.as(SettingState.FLOOR, Gang.NOT_MADE)
        : status;
  }

  private int current() {
    return Math.min(gang.limit(), limit.current());
  }

  @Override
  public void move(Target target) throws IOException {
    int wanted = ParallelWorkers.wanted(target);
    limit.limitTo(wanted);
    aim = Math.min(wanted, limit.workers());
    reach();
  }

  @Override
  public void restore() throws IOException {
    aim = limit.workers();
    reach();
    limit.restore();
  }

  @Override
  public void lookAgain() throws IOException {
    limit.follow();
    reach();
  }

  /**
   * As soon as it can be had: as long as there are fewer workers, no pause takes more than these.
   */
  private void reach() throws IOException {
    if (gang.limit() != aim && gang.made()) {
      gang.limitTo(aim);
    }
  }
}
