package io.hostshift.source;

/**
 * Counts reads up to the next one that looks: what costs much, or changes seldom, is looked at by
 * every n-th read alone, and between two looks its last answer holds.
 */
public final class Looks {
  private int readsBetween;

  /** Counts one read. Whether it is one that looks; the first is. */
  public boolean due() {
    if (readsBetween == 0) {
      return true;
    }
    readsBetween--;
    return false;
  }

  /**
   * Said at a look: the n-th read from now is the next.
   *
   * @param n at least 1, which is the very next read: a difference is confirmed by a second look
   */
  public void next(int n) {
    readsBetween = n - 1;
  }
}
