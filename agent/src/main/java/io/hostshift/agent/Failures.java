package io.hostshift.agent;

import io.hostshift.report.Log;

/**
 * Failures of one kind, said at the first, tenth, hundredth… time: one that repeats must not fill
 * the log.
 */
final class Failures {
  private final String what;
  private final Log log;
  private long number;

  /**
   * @param what what has failed and how it goes on, for the log
   */
  Failures(String what, Log log) {
    this.what = what;
    this.log = log;
  }

  /** On one thread. */
  void add(Throwable e) {
    long next = number + 1;
    if (Math.log10(next) % 1 == 0) {
      log.error(what + " (number " + next + "): " + e);
    }
    // Not counted where it could not be said.
    number = next;
  }
}
