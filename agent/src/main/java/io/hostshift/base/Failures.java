package io.hostshift.base;

/**
 * Failures of one kind, said at the first, tenth, hundredth… time: one that repeats must not fill
 * the log.
 */
public final class Failures {
  private final String what;
  private final Log log;
  private long number;

  /**
   * @param what what has failed and how it goes on, for the log
   */
  public Failures(String what, Log log) {
    this.what = what;
    this.log = log;
  }

  /** On one thread. */
  public void add(Throwable e) {
    long next = number + 1;
    if (Math.log10(next) % 1 == 0) {
      log.error(what + " (number " + next + "): " + e);
    }
    // Not counted where it could not be said.
    number = next;
  }
}
