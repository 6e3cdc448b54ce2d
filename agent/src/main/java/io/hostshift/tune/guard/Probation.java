package io.hostshift.tune.guard;

import io.hostshift.base.NanoClock;
import java.util.concurrent.TimeUnit;

/**
 * Whether a retuning of the collector has made it worse. What it takes over {@link #COLLECTIONS}
 * collections is held against what it took before, as much larger as a JVM started on the new host
 * might take. Much else may have changed with the host: its speed, the load, what it steals. So
 * what looks worse twice in a row is only put back to compare, on this host and under this load,
 * and stays so only where the collector is faster by as much, and beyond doubt. Nothing is judged
 * where too few collections are known from before; pauses are not where the host limits the time of
 * processors, which stretches them for another reason.
 *
 * <p>All methods are called on one thread.
 */
public final class Probation {
  /** How many collections tell. */
  public static final int COLLECTIONS = 50;

  /** The first ones after a change find a heap that was sized for another number of workers. */
  private static final int PASSED_OVER = 5;

  /** Nothing is compared at each poll, and processor times are read yet more seldom. */
  private static final int LOOKED_POLLS = 16;

  private static final long LOAD_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final CollectorMeter meter;
  private final NanoClock clock;
  private final PauseLog pauses = new PauseLog();
  private int polls;
  private CollectorLoad base;
  private CollectorLoad laterBase;
  private long basedNanos;
  private Trial trial;
  private long changedAt;
  private CollectorLoad from;

  public Probation(CollectorMeter meter, NanoClock clock) {
    this.meter = meter;
    this.clock = clock;
    this.basedNanos = clock.nanos();
  }

  /**
   * The collector was retuned just now.
   *
   * @param workers that a pause could take before
   * @param processors that there were before
   * @param now those that there are now
   * @param limited whether less time is given than these have
   */
  public void begin(int workers, int processors, int now, boolean limited) {
    Pauses before = limited ? null : pauses.latest(COLLECTIONS);
    double share = base == null ? -1 : shareBefore(meter.load());
    forget();
    if (before != null || share >= 0) {
      trial = new Trial(new FreshBound(workers, processors, now), before, share);
      changed();
    }
  }

  private double shareBefore(CollectorLoad now) {
    CollectorLoad since =
        laterBase != null && now.collections() - laterBase.collections() >= COLLECTIONS
            ? laterBase
            : base;
    return now.collections() - since.collections() < COLLECTIONS ? -1 : now.shareSince(since);
  }

  private void changed() {
    changedAt = meter.collections();
    from = null;
  }

  /** What was seen so far tells nothing any more: of another host, or another number of threads. */
  public void forget() {
    pauses.clear();
    base = null;
    laterBase = null;
    basedNanos = clock.nanos();
    trial = null;
  }

  /**
   * One step, at each poll.
   *
   * @return what to do about the last retuning; null for nothing
   */
  public Finding step() {
    if (++polls % LOOKED_POLLS != 0) {
      return null;
    }
    long count = meter.collections();
    pauses.look(count, meter.pauseNanos());
    if (trial == null) {
      rebase(count);
      return null;
    }
    return judge(count);
  }

  private void rebase(long count) {
    boolean old = clock.nanos() - basedNanos >= LOAD_NANOS;
    if (old && (laterBase == null || count - laterBase.collections() >= COLLECTIONS)) {
      base = laterBase == null ? meter.load() : laterBase;
      laterBase = laterBase == null ? base : meter.load();
      basedNanos = clock.nanos();
    }
  }

  private Finding judge(long count) {
    if (from == null) {
      if (count - changedAt >= PASSED_OVER) {
        beginWindow(meter.load());
      }
      return null;
    }
    if (trial.isIdle(pauses)) {
      return found(trial.again(pauses.mean()));
    }
    Pauses now = count - from.collections() < COLLECTIONS ? null : pauses.latest(COLLECTIONS);
    if (now == null) {
      return null;
    }
    CollectorLoad load = meter.load();
    Finding finding = trial.window(now, load.shareSince(from));
    beginWindow(load);
    return found(finding);
  }

  private void beginWindow(CollectorLoad load) {
    from = load;
    pauses.clear();
  }

  private Finding found(Finding finding) {
    if (trial.isOver()) {
      forget();
    } else if (finding != null) {
      changed();
    }
    return finding;
  }
}
