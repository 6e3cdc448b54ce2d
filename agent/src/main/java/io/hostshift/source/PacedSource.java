package io.hostshift.source;

/**
 * A source that knows by itself when it may be asked again: a server has limits, a child process
 * costs something, and what did not answer is left alone for a while.
 *
 * <p>Its times hold in nanoseconds from the end of the last read.
 */
public interface PacedSource extends Source {
  /** When it is to be read again in the ordinary course of things; 0 for at once. */
  long restNanos();

  /** When it may be read again at the earliest, if something hints at a change. */
  long leastRestNanos();

  /** Ends a read that only waits for news; from any thread. It then reads at once. */
  void hurry();
}
