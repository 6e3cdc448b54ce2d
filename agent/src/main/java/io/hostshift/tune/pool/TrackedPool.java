package io.hostshift.tune.pool;

import io.hostshift.base.Underway;
import io.hostshift.instrument.pool.Formula;
import io.hostshift.instrument.pool.SeenPool;
import io.hostshift.instrument.pool.SizeRule;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * One pool that may be resized: what it should be, and whether its owner has resized it.
 *
 * <p>Held as weakly as what it tracks: nothing here refers to the pool.
 */
final class TrackedPool {
  private final SeenPool seen;
  private int ourCore;
  private int ourMaximum;
  private String failure;

  /** The call that is to resize it, where that has not returned in time; else null. */
  private Underway hanging;

  TrackedPool(SeenPool seen) {
    this.seen = seen;
    this.ourCore = seen.core();
    this.ourMaximum = seen.maximum();
  }

  SeenPool seen() {
    return seen;
  }

  /** Null once the application has let it go, and for a pool that tells no size. */
  private PoolLever lever() {
    Object pool = seen.pool();
    return pool == null ? null : PoolLever.of(pool);
  }

  /** The threads that this target means, null if nothing says so. */
  Integer wanted(Target target) {
    int[] sizes = sizes(target);
    return sizes == null ? null : Integer.valueOf(threads(sizes[0], sizes[1]));
  }

  /** Core and maximum; null if neither a rule of the operator nor one that was found says so. */
  private int[] sizes(Target target) {
    Integer named = named(target);
    if (named != null) {
      return named(named);
    }
    SizeRule rule = seen.rule();
    if (!rule.explains()) {
      return null;
    }
    int core = sized(rule.core(), seen.core(), target);
    int maximum = sized(rule.maximum(), seen.maximum(), target);
    if (rule.core() == null) {
      return new int[] {Math.min(core, maximum), maximum};
    }
    return new int[] {core, Math.max(core, maximum)};
  }

  private Integer named(Target target) {
    List<String> names =
        Arrays.asList(seen.creator(), seen.constructor(), seen.kind(), seen.threads());
    return target.pool(names, seen.thread());
  }

  /** What the operator names is the number of threads that work at once. */
  private int[] named(int threads) {
    if (seen.core() == seen.maximum()) {
      return new int[] {threads, threads};
    }
    if (seen.maximum() >= SeenPool.UNBOUNDED && seen.core() > 0) {
      return new int[] {threads, seen.maximum()};
    }
    return new int[] {Math.min(seen.core(), threads), threads};
  }

  private static int sized(Formula formula, int own, Target target) {
    if (formula == null) {
      return own;
    }
    try {
      return Math.max(1, Math.min(SeenPool.UNBOUNDED - 1, formula.of(target.processors())));
    } catch (ArithmeticException e) {
      return own; // It has no value for so many processors.
    }
  }

  /** Why it is not to be touched; null if it may be. */
  private String refusal(PoolLever lever) throws IOException {
    String notOurs = ownSetting();
    if (notOurs != null) {
      return notOurs;
    }
    if (lever.core() != ourCore || lever.maximum() != ourMaximum) {
      return "its owner has resized it from " + text(ourCore, ourMaximum);
    }
    return lever.refusal();
  }

  private static String text(int core, int maximum) {
    return core == maximum || maximum >= SeenPool.UNBOUNDED ? "" + core : core + ".." + maximum;
  }

  /** The JDK's own two have settings of their own. */
  private String ownSetting() {
    if (seen.pool() instanceof java.util.concurrent.ForkJoinPool) {
      if (seen.pool() == java.util.concurrent.ForkJoinPool.commonPool()) {
        return "the setting commonPool moves it";
      }
      if (seen.creator().startsWith("java.lang.VirtualThread")) {
        return "the setting virtualThreads moves it";
      }
    }
    return null;
  }

  /** Whether it has a target, and nothing stands against it. */
  boolean follows(Target target) {
    PoolLever lever = lever();
    try {
      return lever != null && sizes(target) != null && refusal(lever) == null;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** Whether it refused the last resize. */
  boolean failed() {
    return failure != null;
  }

  /** The threads at its creation; see {@link #threads}. */
  int atStart() {
    return threads(seen.core(), seen.maximum());
  }

  /** The threads that count: those that it keeps, or of a pool that keeps none, its most. */
  private static int threads(int core, int maximum) {
    return core == 0 && maximum < SeenPool.UNBOUNDED ? maximum : core;
  }

  /** The threads now; null if it cannot be told. */
  Integer current() {
    PoolLever lever = lever();
    try {
      return lever == null ? null : Integer.valueOf(threads(lever.core(), lever.maximum()));
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /**
   * Resizes it, unless something stands against it.
   *
   * @throws IOException if it refuses, with the reason
   */
  void move(Target target, Resizing.Round round) throws IOException {
    int[] sizes = sizes(target);
    if (sizes != null) {
      resize(sizes[0], sizes[1], round);
    }
  }

  /** As it was at its creation, unless its owner has resized it. */
  void restore(Resizing.Round round) throws IOException {
    resize(seen.core(), seen.maximum(), round);
  }

  private void resize(int core, int maximum, Resizing.Round round) throws IOException {
    PoolLever lever = lever();
    if (lever == null) {
      return;
    }
    try {
      takeWhatHasReturned(lever);
      if (hanging == null) {
        failure = null;
        resize(lever, core, maximum, round);
      }
    } catch (IOException | RuntimeException e) {
      failure = String.valueOf(e.getMessage());
      takeSizes(lever);
      throw new IOException(seen.place() + ": " + failure, e);
    }
    if (hanging != null) {
      throw new IOException(seen.place() + ": " + failure);
    }
  }

  private void resize(PoolLever lever, int core, int maximum, Resizing.Round round)
      throws IOException {
    boolean there = lever.core() == core && lever.maximum() == maximum;
    if (there || refusal(lever) != null) {
      return;
    }
    Underway call = round.resize(seen, lever, core, maximum);
    failure = call.hangs("the pool's own code, or its thread factory's,");
    hanging = failure == null ? null : call;
    takeSizes(lever);
  }

  /** What it has done is ours, however late. */
  private void takeWhatHasReturned(PoolLever lever) throws IOException {
    if (hanging != null && hanging.over()) {
      hanging = null;
      failure = null;
      takeSizes(lever);
    }
  }

  private void takeSizes(PoolLever lever) throws IOException {
    ourCore = lever.core();
    ourMaximum = lever.maximum();
  }

  /**
   * Where it stands.
   *
   * @param target null before the first look
   * @param held why a pool that is not as it should be has not been resized
   */
  PoolStatus status(Target target, Held held) {
    PoolLever lever = lever();
    if (lever == null) {
      return null;
    }
    boolean named = target != null && named(target) != null;
    String rule = named ? "named by a rule" : seen.rule().toString();
    int core = 0;
    int maximum = 0;
    SettingState state = SettingState.LEFT;
    String reason;
    try {
      takeWhatHasReturned(lever);
      core = lever.core();
      maximum = lever.maximum();
      reason = refusal(lever);
      int[] sizes = target == null ? null : sizes(target);
      if (failure != null) {
        state = SettingState.FAILED;
        reason = failure;
      } else if (reason == null && sizes == null) {
        reason = seen.rule().why();
      } else if (reason == null && core == sizes[0] && maximum == sizes[1]) {
        state = SettingState.APPLIED;
        reason = named ? "" : seen.rule().why();
      } else if (reason == null) {
        state = held.state;
        reason = held.reason + "; it would be " + text(sizes[0], sizes[1]);
      }
    } catch (IOException | RuntimeException e) {
      state = SettingState.FAILED;
      reason = String.valueOf(e.getMessage());
    }
    return new PoolStatus(
        seen.threads(),
        seen.place(),
        seen.kind(),
        core,
        maximum,
        seen.core(),
        seen.processors() == 0 ? null : Integer.valueOf(seen.processors()),
        rule,
        state,
        reason);
  }

  /** Why nothing is changed at present. */
  static final class Held {
    final SettingState state;
    final String reason;

    Held(SettingState state, String reason) {
      this.state = state;
      this.reason = reason;
    }
  }
}
