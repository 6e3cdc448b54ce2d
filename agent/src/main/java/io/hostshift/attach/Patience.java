package io.hostshift.attach;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Waits for what others do, within a limit; says for what when it takes longer than a second. */
public final class Patience {
  private static final long SAY_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final LongSupplier nanoTime;
  private final LongConsumer park;
  private final Consumer<String> say;

  Patience(LongSupplier nanoTime, LongConsumer park, Consumer<String> say) {
    this.nanoTime = nanoTime;
    this.park = park;
    this.say = say;
  }

  /**
   * @param say gets a sentence such as {@code waits for JVM 12 to answer}
   */
  public static Patience saying(Consumer<String> say) {
    return new Patience(System::nanoTime, LockSupport::parkNanos, say);
  }

  /**
   * @param what completes {@code waits for …}
   * @return whether it has come true within the limit
   */
  public boolean await(String what, long limitNanos, BooleanSupplier done) {
    long begin = nanoTime.getAsLong();
    boolean said = false;
    while (!done.getAsBoolean()) {
      long waited = nanoTime.getAsLong() - begin;
      if (waited >= limitNanos) {
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
