package io.hostshift.pause;

/**
 * What the machine and the JVM count at one moment; -1 where it is not known. Read on the thread
 * that is measured.
 */
public interface Counters {
  /** A clock that nobody sets. */
  long nanos();

  /** The wall clock, in epoch milliseconds. */
  long wallMillis();

  /** Time that collections have stopped the application, since the start. */
  long collectionNanos();

  /** Time that the JVM has spent at safepoints, collections included, since the start. */
  long safepointNanos();

  /** Time that this thread has waited for a processor of the guest, since the start. */
  long waitedNanos();
}
