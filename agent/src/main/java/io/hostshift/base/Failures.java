package io.hostshift.base;

/**
 * Failures of one kind, said at the first, tenth, hundredth… time: one that repeats must not fill
 * the log. It is a complaint until enough turns in a row have gone well.
 */
public final class Failures {
  /** One that went well may be chance: a defect at every other turn stays a complaint. */
  private static final int ENOUGH = 10;

  private final String what;
  private final Trouble trouble;
  private long number;
  private int wellSince = ENOUGH;

  /**
   * @param what what has failed and how it goes on, for the log
   */
  public Failures(String what, Log log) {
    this.what = what;
    this.trouble = new Trouble(log);
  }

  /** On one thread. */
  public void add(Throwable e) {
    wellSince = 0;
    long next = number + 1;
    if (Math.log10(next) % 1 == 0) {
      trouble.begins(what + " (number " + next + "): " + e);
    }
    // Not counted where it could not be said.
    number = next;
  }

  /** A turn went well; on the same thread. */
  public void none() {
    if (wellSince < ENOUGH && ++wellSince == ENOUGH) {
      trouble.over();
    }
  }
}
