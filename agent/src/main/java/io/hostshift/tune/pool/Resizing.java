package io.hostshift.tune.pool;

import io.hostshift.base.Deputy;
import io.hostshift.base.Likeness;
import io.hostshift.base.Underway;
import io.hostshift.instrument.pool.PoolMethods;
import io.hostshift.instrument.pool.SeenPool;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How pools are resized: on threads as theirs. A pool that gets more threads while tasks wait
 * starts some at once, on the thread that resizes it.
 */
final class Resizing {
  private final Deputy deputy;
  private final Supplier<Function<Object, Thread>> look;
  private volatile PoolMethods methods = PoolMethods.PLAIN;

  /**
   * @param look looks at the live threads: of a pool one of them, or null
   */
  Resizing(Deputy deputy, Supplier<Function<Object, Thread>> look) {
    this.deputy = deputy;
    this.look = look;
  }

  /** Takes by whom their methods are called from now on. */
  void by(PoolMethods newMethods) {
    methods = newMethods;
  }

  /** For all pools that are resized at once. */
  Round round() {
    return new Round();
  }

  /** The live threads are looked at once, as soon as a pool has to be resized. */
  final class Round {
    private Function<Object, Thread> threads;

    private Round() {}

    /**
     * Resizes a pool.
     *
     * @return the call that does it; over, unless it has not returned in time
     * @throws IOException if it refuses, with the reason
     */
    Underway resize(SeenPool seen, PoolLever lever, int core, int maximum) throws IOException {
      if (threads == null) {
        threads = look.get();
      }
      ClassLoader context = seen.context();
      Likeness likeness =
          Likeness.ofTheApplication()
              .of(threads.apply(lever.pool()))
              .under(context == null ? lever.maker().getClass().getClassLoader() : context);
      return deputy.call(likeness, () -> lever.resize(core, maximum, methods));
    }
  }
}
