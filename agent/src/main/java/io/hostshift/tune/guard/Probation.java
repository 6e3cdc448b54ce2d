package io.hostshift.tune.guard;

import io.hostshift.base.NanoClock;
import java.util.concurrent.TimeUnit;

/**
 * Whether a retuning of the collector has made it worse: what it takes over {@link #COLLECTIONS}
 * collections is held against what it took before, as much larger as a JVM started on the new host
 * might take. Nothing is said where too few collections are known from before, or the host limits
 * the time of processors, which stretches pauses for another reason.
 *
 * <p>All methods are called on one thread.
 */
public final class Probation {
  /** How many collections tell. */
  public static final int COLLECTIONS = 50;

  /** The first ones after a retuning find a heap that was sized for another number of workers. */
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
    double pause = limited ? -1 : pauses.typical(COLLECTIONS);
    CollectorLoad load = base == null && pause < 0 ? null : meter.load();
    double share = load == null ? -1 : shareBefore(load);
    forget();
    trial =
        pause < 0 && share < 0
            ? null
            : new Trial(new FreshBound(workers, processors, now), pause, share, load);
  }

  private double shareBefore(CollectorLoad now) {
    CollectorLoad from =
        laterBase != null && now.collections() - laterBase.collections() >= COLLECTIONS
            ? laterBase
            : base;
    return from == null || now.collections() - from.collections() < COLLECTIONS
        ? -1
        : now.shareSince(from);
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
   * @return why the retuning is to be put back, once; empty if it is not
   */
  public String step() {
    if (++polls % LOOKED_POLLS != 0) {
      return "";
    }
    long count = meter.collections();
    pauses.look(count, meter.pauseNanos());
    if (trial == null) {
      rebase(count);
      return "";
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

  private String judge(long count) {
    if (trial.from == null) {
      if (count - trial.before.collections() >= PASSED_OVER) {
        trial.from = meter.load();
        pauses.clear();
      }
      return "";
    }
    double pause = pauses.typical(COLLECTIONS);
    if (count - trial.from.collections() < COLLECTIONS || pause < 0) {
      return "";
    }
    String verdict = trial.verdict(pause, meter.load());
    trial = null;
    return verdict;
  }

  /** One retuning, with what was before it. */
  private static final class Trial {
    private final FreshBound bound;
    private final double pause;
    private final double share;
    private final CollectorLoad before;
    private CollectorLoad from;

    Trial(FreshBound bound, double pause, double share, CollectorLoad before) {
      this.bound = bound;
      this.pause = pause;
      this.share = share;
      this.before = before;
    }

    String verdict(double pauseNow, CollectorLoad load) {
      double shareNow = load.shareSince(from);
      if (pause >= 0 && bound.isWorsePause(pause, pauseNow)) {
        return String.format(
            "put back: the typical pause of %d collections went from %.1f to %.1f ms, where a JVM"
                + " started here takes %.1f at most",
            COLLECTIONS, pause / 1e6, pauseNow / 1e6, bound.pauseNanos(pause) / 1e6);
      }
      if (share >= 0 && shareNow >= 0 && bound.isWorseShare(share, shareNow)) {
        return String.format(
            "put back: the collector's share of processor time went from %.0f to %.0f %% over %d"
                + " collections, where a JVM started here takes %.0f at most",
            100 * share, 100 * shareNow, COLLECTIONS, 100 * bound.share(share));
      }
      return "";
    }
  }
}
