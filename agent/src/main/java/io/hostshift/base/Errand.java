package io.hostshift.base;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One look that may keep whoever takes it waiting for ever, as at a file on a file system that
 * hangs. It is taken on a thread of its own, which is there only while somebody asks; who asks
 * waits a moment, and no longer. Safe for any thread; one look is underway at a time.
 *
 * @param <T> what is seen; never null
 */
public final class Errand<T> {
  /** A sound file system answers a thousand times as fast. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Until the first answer: a JVM that starts loads classes for it. */
  private static final long FIRST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What takes as long is no slow answer any more. */
  private static final long HANGS_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How long the thread waits to be asked again. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final String thread;
  private final String place;
  private final NanoClock clock;
  private final Supplier<T> look;
  private Thread worker;
  private boolean underway;
  private boolean hangs;
  private boolean answered;
  private boolean ended;
  private long beganNanos;
  private T seen;
  private Throwable failure;

  /**
   * @param thread the name of its thread
   * @param place what is looked at, as the beginning of a sentence
   */
  Errand(String thread, String place, NanoClock clock, Supplier<T> look) {
    this.thread = thread;
    this.place = place;
    this.clock = clock;
    this.look = look;
  }

  /**
   * Looks, and waits for that; an answer that has come since it was last waited for counts, and has
   * the next look begun.
   *
   * @return null if there is none in time; what is thrown by the look is thrown here
   */
  public synchronized T ask() {
    if (underway) {
      hangs = clock.nanos() - beganNanos > HANGS_NANOS;
    } else if (seen != null || failure != null) {
      T late = collect();
      begin();
      return late;
    } else {
      begin();
    }
    long patience = answered ? PATIENCE_NANOS : FIRST_PATIENCE_NANOS;
    for (long left = beganNanos + patience - clock.nanos();
        underway && left > 0 && !Thread.currentThread().isInterrupted();
        left = beganNanos + patience - clock.nanos()) {
      await(left);
    }
    return collect();
  }

  private T collect() {
    Throwable thrown = failure;
    T found = seen;
    seen = null;
    failure = null;
    if (thrown instanceof Error) {
      throw (Error) thrown;
    }
    if (thrown != null) {
      throw (RuntimeException) thrown;
    }
    return found;
  }

  private void begin() {
    if (ended) {
      return;
    }
    underway = true;
    beganNanos = clock.nanos();
    if (worker != null) {
      notifyAll();
      return;
    }
    Thread starting = AgentThread.of(thread, this::work);
    try {
      starting.start();
      worker = starting;
    } catch (OutOfMemoryError e) {
      // The application has taken all threads: it is looked the next time.
      underway = false;
    }
  }

  private void work() {
    while (next()) {
      // An application may interrupt all threads that it finds.
      Thread.interrupted();
      try {
        done(look.get(), null);
      } catch (RuntimeException | Error e) {
        done(null, e);
      }
    }
  }

  private synchronized void done(T found, Throwable thrown) {
    seen = found;
    failure = thrown;
    answered = true;
    underway = false;
    hangs = false;
    notifyAll();
  }

  private synchronized boolean next() {
    long end = clock.nanos() + LINGER_NANOS;
    for (long left = LINGER_NANOS; !underway && !ended && left > 0; left = end - clock.nanos()) {
      await(left);
      Thread.interrupted();
    }
    if (!underway) {
      worker = null;
    }
    return underway;
  }

  private void await(long nanos) {
    try {
      wait(TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether a look was asked for again that had not returned for a second. */
  public synchronized boolean hangs() {
    return hangs;
  }

  /** What somebody should look at, as a sentence; null if all is well. */
  synchronized String trouble() {
    return hangs
        ? place
            + " has not answered for "
            + TimeUnit.NANOSECONDS.toSeconds(clock.nanos() - beganNanos)
            + " s: its file system hangs"
        : null;
  }

  /**
   * Looks no more; waits for what is underway, within the time.
   *
   * @return what stays, as a part of a sentence; null if nothing does
   */
  String end(long millis) {
    Thread ending;
    synchronized (this) {
      ended = true;
      notifyAll();
      ending = worker;
    }
    return ending == null || AgentThread.awaitEnd(ending, millis)
        ? null
        : "a thread that waits for " + place + "; it ends once that answers";
  }
}
