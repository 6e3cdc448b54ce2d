package io.hostshift.memory;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The collections that one release asks the JVM for. Up to 21 G1, and longer Serial, Parallel and
 * CMS, skip one that is asked for while a thread is in a critical section of JNI, as each that
 * compresses is most of its time, and say nothing of it (seen on 11 and 17). So one that was not
 * counted is asked for again, for a while in all, and each time after twice as long: each that is
 * skipped costs the application a young one.
 */
final class AskedCollections {
  static final long PATIENCE_MILLIS = 1_000;

  /** Why there was none. */
  static final String SKIPPED =
      "the JVM has skipped the collection each time: a thread of the application, such as one that"
          + " compresses, is in a critical section of JNI";

  private static final long AGAIN_MILLIS = 10;

  private final Runnable collect;
  private final LongSupplier counted;
  private final BooleanSupplier forbidden;
  private long patienceLeft;

  /**
   * @param counted all that the JVM has made; null where it skips none, and is believed
   * @param patienceMillis for so long it asks again, over all collections
   */
  AskedCollections(
      Runnable collect, LongSupplier counted, BooleanSupplier forbidden, long patienceMillis) {
    this.collect = collect;
    this.counted = counted;
    this.forbidden = forbidden;
    this.patienceLeft = patienceMillis;
  }

  /** Asks for one until there was one; false if there is none to be had. */
  boolean next() {
    long wait = AGAIN_MILLIS;
    while (!made()) {
      patienceLeft -= wait;
      if (patienceLeft < 0 || !pause(wait) || forbidden.getAsBoolean()) {
        return false;
      }
      wait *= 2;
    }
    return true;
  }

  private boolean made() {
    long before = counted == null ? 0 : counted.getAsLong();
    collect.run();
    return counted == null || counted.getAsLong() != before;
  }

  /** False if it is to end: its thread was interrupted. */
  static boolean pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
