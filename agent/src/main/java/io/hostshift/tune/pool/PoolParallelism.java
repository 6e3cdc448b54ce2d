package io.hostshift.tune.pool;

import io.hostshift.ergonomics.DefaultPools;
import io.hostshift.tune.setting.Reasons;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import io.hostshift.tune.setting.Unit;
import java.io.IOException;
import java.util.function.IntUnaryOperator;

/**
 * How many threads one of the JDK's own pools runs at once: the common pool, or the carriers of
 * virtual threads.
 *
 * <p>The pool is never the one to be created by us: it reads its configuration when it is, and the
 * application may yet want to set that.
 */
public final class PoolParallelism implements Setting {
  public static final SettingType COMMON = SettingType.number("commonPool", Unit.THREADS);
  public static final SettingType VIRTUAL_THREADS =
      SettingType.number("virtualThreads", Unit.THREADS);

  /** The pool of this JVM, or a stand-in. */
  interface Pool {
    /** By what mechanism its parallelism is moved. */
    String lever();

    /** Whether it exists, as far as can be told; asking does not create it. */
    boolean created();

    /** Whether its parallelism was set by a system property. */
    boolean configured();

    int parallelism() throws IOException;

    void setParallelism(int parallelism) throws IOException;
  }

  private final SettingType type;
  private final IntUnaryOperator fresh;
  private final Pool pool;
  private Integer atStart;
  private int ours;

  private PoolParallelism(SettingType type, IntUnaryOperator fresh, Pool pool) {
    this.type = type;
    this.fresh = fresh;
    this.pool = pool;
  }

  /** Of {@code ForkJoinPool.commonPool()}. */
  public static PoolParallelism common(Pool pool) {
    return new PoolParallelism(COMMON, DefaultPools::common, pool);
  }

  /** Of the scheduler of virtual threads. */
  public static PoolParallelism virtualThreads(Pool pool) {
    return new PoolParallelism(VIRTUAL_THREADS, DefaultPools::virtualThreads, pool);
  }

  @Override
  public SettingType type() {
    return type;
  }

  @Override
  public Status plan(Target target) {
    int wanted = wanted(target);
    if (!pool.created()) {
      return Status.of(
              type, pool.lever(), SettingState.LEFT, "not created yet; it will fit by itself")
          .aimingAt(wanted);
    }
    try {
      return plan(wanted, pool.parallelism());
    } catch (IOException e) {
      return Status.left(type, "its parallelism cannot be read: " + e.getMessage());
    }
  }

  private Status plan(int wanted, int current) {
    if (atStart == null) {
      atStart = current;
      ours = current;
    }
    Status status =
        Status.of(type, atStart, current, pool.lever(), SettingState.APPLIED, "")
            .aimingAt(wanted)
            .from(1);
    if (pool.configured()) {
      return status.as(SettingState.LEFT, Reasons.COMMAND_LINE);
    }
    return current == ours
        ? status
        : status.as(SettingState.LEFT, "the application has set its parallelism");
  }

  private int wanted(Target target) {
    return target.of(type, fresh.applyAsInt(target.processors()));
  }

  @Override
  public void move(Target target) throws IOException {
    set(wanted(target));
  }

  @Override
  public void restore() throws IOException {
    if (atStart != null && pool.parallelism() == ours) {
      set(atStart);
    }
  }

  private void set(int parallelism) throws IOException {
    if (pool.parallelism() != parallelism) {
      pool.setParallelism(parallelism);
    }
    ours = parallelism;
  }
}
