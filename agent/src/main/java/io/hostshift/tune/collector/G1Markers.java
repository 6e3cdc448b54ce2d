package io.hostshift.tune.collector;

import io.hostshift.ergonomics.GcThreads;
import io.hostshift.hotspot.Flag;
import io.hostshift.hotspot.Origin;
import io.hostshift.tune.setting.Reasons;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import io.hostshift.tune.setting.Unit;
import java.io.IOException;

/**
 * The concurrent markers of G1, which cost the most: they run beside the application.
 *
 * <p>While the origin of {@code ConcGCThreads} is DEFAULT, G1 chooses their number for each cycle
 * as it does that of its parallel workers ({@code G1ConcurrentMark::calc_active_marking_workers});
 * with any other origin it takes all. Only an origin that HotSpot's own ergonomics gave is touched.
 * It is read once a cycle, either answer is legal, and the result never exceeds the number at
 * start.
 */
public final class G1Markers implements Setting {
  /** The setting, whichever collector and lever. */
  public static final SettingType TYPE = SettingType.number("gc.concurrent", Unit.THREADS);

  private static final String LEVER = "origin of ConcGCThreads, with HeapSizePerGCThread";

  private final Flag concGcThreads;
  private final WorkerLimit limit;
  private final int atStart;
  private final Origin originAtStart;

  public G1Markers(Flag concGcThreads, WorkerLimit limit) {
    this.concGcThreads = concGcThreads;
    this.limit = limit;
    this.atStart = (int) concGcThreads.value();
    this.originAtStart = concGcThreads.origin();
  }

  @Override
  public SettingType type() {
    return TYPE;
  }

  @Override
  public Status plan(Target target) {
    int wanted = wanted(target);
    int floor = Math.min(atStart, parallelGoal(target));
    Status status =
        Status.of(TYPE, atStart, current(), LEVER, SettingState.APPLIED, "")
            .comingTo(now())
            .aimingAt(wanted)
            .between(floor, atStart);
    if (originAtStart != Origin.ERGONOMIC) {
      return status.as(
          SettingState.LEFT,
          originAtStart.explicit() ? Reasons.COMMAND_LINE : "its number was not chosen by the JVM");
    }
    if (wanted > atStart) {
      return status.as(SettingState.CEILING, "the JVM was started with no more markers");
    }
    if (wanted < floor) {
      return status.as(
          SettingState.FLOOR,
          ParallelWorkers.wanted(target) < limit.floor()
              ? limit.floorReason("")
              : "G1 marks with no fewer than the parallel workers it may use");
    }
    return floor < wanted && wanted < atStart
        ? status
            .between(floor, floor)
            .as(SettingState.CEILING, "G1 marks with as many as its parallel workers, or with all")
        : status;
  }

  /** G1 derives it from its parallel workers, also where those were given a number. */
  private static int wanted(Target target) {
    return target.of(TYPE, GcThreads.g1Concurrent(ParallelWorkers.wanted(target)));
  }

  /** What the parallel workers will be limited to: the markers are counted by the same rule. */
  private int parallelGoal(Target target) {
    return Math.max(limit.floor(), Math.min(ParallelWorkers.wanted(target), limit.workers()));
  }

  private int current() {
    return concGcThreads.origin() == Origin.DEFAULT ? Math.min(atStart, limit.current()) : atStart;
  }

  private int now() {
    return concGcThreads.origin() == Origin.DEFAULT
        ? Math.min(atStart, limit.settlesOn())
        : atStart;
  }

  @Override
  public void move(Target target) throws IOException {
    boolean fewer = wanted(target) < atStart && parallelGoal(target) < atStart;
    origin(fewer ? Origin.DEFAULT : originAtStart);
  }

  @Override
  public void restore() throws IOException {
    origin(originAtStart);
  }

  private void origin(Origin wanted) throws IOException {
    if (concGcThreads.origin() != wanted) {
      concGcThreads.writeOrigin(wanted);
    }
  }
}
