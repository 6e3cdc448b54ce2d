package io.hostshift.tune.pool;

import io.hostshift.base.Deputy;
import io.hostshift.base.Likeness;
import io.hostshift.base.Underway;
import io.hostshift.instrument.pool.PoolMethods;
import io.hostshift.instrument.pool.SeenPool;
import java.io.IOException;
import java.util.function.Function;

/**
 * How pools are resized: on threads as theirs. A pool that gets more threads while tasks wait
 * starts some at once, on the thread that resizes it.
 */
final class Resizing {
  private final Deputy deputy;
  private final Function<Object, Thread> threads;
  private volatile PoolMethods methods = PoolMethods.PLAIN;

  /**
   * @param threads one of the live threads of a pool, or null
   */
  Resizing(Deputy deputy, Function<Object, Thread> threads) {
    this.deputy = deputy;
    this.threads = threads;
  }

  /** Takes by whom their methods are called from now on. */
  void by(PoolMethods newMethods) {
    methods = newMethods;
  }

  /**
   * Resizes a pool.
   *
   * @return the call that does it; over, unless it has not returned in time
   * @throws IOException if it refuses, with the reason
   */
  Underway resize(SeenPool seen, PoolLever lever, int core, int maximum) throws IOException {
    ClassLoader context = seen.context();
    Likeness likeness =
        Likeness.ofTheApplication()
            .of(threads.apply(lever.pool()))
            .under(context == null ? lever.maker().getClass().getClassLoader() : context);
    return deputy.call(likeness, () -> lever.resize(core, maximum, methods));
  }
}
