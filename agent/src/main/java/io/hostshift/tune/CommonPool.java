package io.hostshift.tune;

import io.hostshift.ergonomics.Pools;
import java.io.IOException;

/**
 * The parallelism of {@code ForkJoinPool.commonPool()}, by its own method {@code setParallelism}
 * (JDK 19 and later).
 *
 * <p>The pool is never the one to be created by us: it reads its configuration when it is, and the
 * application may yet want to set that.
 */
final class CommonPool implements Setting {
  static final String NAME = "commonPool";
  private static final String LEVER = "ForkJoinPool.setParallelism";

  /** The pool of this JVM, or a stand-in. */
  interface Pool {
    /** Whether it exists, as far as can be told; asking does not create it. */
    boolean created();

    /** Whether its parallelism was set by a system property. */
    boolean configured();

    int parallelism();

    void setParallelism(int parallelism) throws IOException;
  }

  private final Pool pool;
  private Integer atStart;
  private int ours;

  CommonPool(Pool pool) {
    this.pool = pool;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status plan(Target target) {
    int wanted = wanted(target);
    if (!pool.created()) {
      return Status.of(
              NAME, null, null, LEVER, State.LEFT, "not created yet; it will fit by itself")
          .aimingAt(wanted);
    }
    remember();
    Status status =
        Status.of(NAME, atStart, pool.parallelism(), LEVER, State.APPLIED, "")
            .aimingAt(wanted)
            .between(1, null);
    if (pool.configured()) {
      return status.as(State.LEFT, Reasons.COMMAND_LINE);
    }
    return pool.parallelism() == ours
        ? status
        : status.as(State.LEFT, "the application has set its parallelism");
  }

  private void remember() {
    if (atStart == null) {
      atStart = pool.parallelism();
      ours = atStart;
    }
  }

  private static int wanted(Target target) {
    return target.of(NAME, Pools.common(target.processors()));
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
