package io.hostshift.attach;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Waits for what others do, within limits: that of each wait, and one for all of them together.
 * Says for what when it takes longer than a second.
 */
public final class Patience {
  private static final long SAY_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final LongSupplier nanoTime;
  private final LongConsumer park;
  private final Consumer<String> say;
  private final long beginNanos;
  private final long totalNanos;

  Patience(LongSupplier nanoTime, LongConsumer park, Consumer<String> say, long totalNanos) {
    this.nanoTime = nanoTime;
    this.park = park;
    this.say = say;
    this.beginNanos = nanoTime.getAsLong();
    this.totalNanos = totalNanos;
  }

  /**
   * @param say gets a sentence such as {@code waits for JVM 12 to answer}
   * @param totalNanos how long all waits may last together, from now on
   */
  public static Patience saying(Consumer<String> say, long totalNanos) {
    return new Patience(System::nanoTime, LockSupport::parkNanos, say, totalNanos);
  }

  /** Says nothing, and each wait has its own limit alone. */
  public static Patience endless() {
    return saying(ignored -> {}, Long.MAX_VALUE);
  }

  /** How much of the time for all waits is left, at least 0. */
  public long leftNanos() {
    return Math.max(0, totalNanos - (nanoTime.getAsLong() - beginNanos));
  }

  /**
   * @param what completes {@code waits for …}
   * @return whether it has come true within the limits
   */
  public boolean await(String what, long limitNanos, BooleanSupplier done) {
    long begin = nanoTime.getAsLong();
    long limit = Math.min(limitNanos, leftNanos());
    boolean said = false;
    while (!done.getAsBoolean()) {
      long waited = nanoTime.getAsLong() - begin;
      if (waited >= limit) {
        return false;
      }
      if (!said && waited >= SAY_AFTER_NANOS) {
        said = true;
        say.accept("waits for " + what);
      }
      park.accept(LOOK_AGAIN_NANOS);
    }
    return true;
  }
}
