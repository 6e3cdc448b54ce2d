package io.hostshift.testapp.service;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * When the orders of a load are due: at a fixed rate, however long the answers take, so that a
 * pause counts for all that it keeps waiting. The threads take turns. All times are those of {@link
 * System#nanoTime()}.
 */
final class Timetable {
  /** Who is further behind was stopped, or asked for too much: those orders are left out. */
  private static final long MOST_BEHIND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long betweenNanos;
  private final int threads;
  private final LongAdder missed = new LongAdder();

  /**
   * @param threads at least 1
   * @param rate orders a second of all threads together, at least 1
   */
  Timetable(int threads, int rate) {
    this.threads = threads;
    betweenNanos = TimeUnit.SECONDS.toNanos(threads) / rate;
  }

  /**
   * The first order of a thread.
   *
   * @param number of the thread, from 0
   */
  long first(int number, long now) {
    return now + betweenNanos * number / threads;
  }

  /**
   * A thread's order after the one that was due then; in the past where that took too long.
   *
   * @param due what this or {@link #first} has answered before
   */
  long next(long due, long now) {
    long next = due + betweenNanos;
    long behind = now - next;
    if (behind <= MOST_BEHIND_NANOS) {
      return next;
    }
    missed.add(behind / betweenNanos);
    return now;
  }

  /** Orders that were left out. */
  long missed() {
    return missed.sum();
  }
}
