package io.hostshift.instrument.pool;

import java.util.function.BiConsumer;

/**
 * What the constructors of the JDK's pools call once they are transformed.
 *
 * <p>They see only the boot loader's classes, so that a copy of this one is defined there under
 * another name. It can never be unloaded: without a listener it is inert, and it refers to nothing
 * of ours. A change of its methods needs another name, because a copy of an earlier agent may be in
 * the JVM already.
 */
public final class CreatedPools {
  /** Gets the pool and its core and maximum size; null for nobody. */
  public static volatile BiConsumer<Object, int[]> listener;

  private CreatedPools() {}

  /** Called on the application's thread, in the constructor: nothing may be thrown from here. */
  public static void created(Object pool, int core, int maximum) {
    BiConsumer<Object, int[]> told = listener;
    if (told == null) {
      return;
    }
    try {
      told.accept(pool, new int[] {core, maximum});
    } catch (Throwable e) {
      // The pool is complete and works: the application must not hear of our failure, not even of a
      // stack or heap that is used up. Such a pool is found later by its threads.
      return;
    }
  }
}
