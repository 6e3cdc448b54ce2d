package io.hostshift.tune.guard;

import io.hostshift.tune.guard.Finding.Upshot;

/**
 * One retuning, with what was before it: two windows of collections with it, and if it looks worse
 * in both, four without it.
 */
final class Trial {
  /** Where pauses are no shorter without it over so many looks, no more of them need be longer. */
  private static final int LOOKS = 2;

  /** What one window shows may be chance; and what was put back for good reason can wait. */
  private static final int WINDOWS = 2;

  private static final int COMPARED = 4;

  private final FreshBound bound;
  private final Pauses before;
  private final double shareBefore;
  private Pauses worsePauses;
  private double worseShare = -1;
  private int windows;
  private int comparisons = COMPARED;
  private boolean comparing;
  private boolean over;

  /**
   * @param before null if not known
   * @param shareBefore less than 0 if not known
   */
  Trial(FreshBound bound, Pauses before, double shareBefore) {
    this.bound = bound;
    this.before = before;
    this.shareBefore = shareBefore;
  }

  /** Whether there is no more to find out. */
  boolean isOver() {
    return over;
  }

  /** Whether it is clear before its end that without the retuning pauses are no shorter. */
  boolean isIdle(PauseLog pauses) {
    return comparing
        && worsePauses != null
        && pauses.looks() >= LOOKS
        && pauses.mean() >= worsePauses.typical();
  }

  /**
   * A window is over.
   *
   * @param share of processor time that the collector took; less than 0 if unknown
   * @return what to do; null for nothing
   */
  Finding window(Pauses now, double share) {
    if (comparing) {
      return compared(now, share);
    }
    boolean longer = before != null && bound.isWorsePause(before.typical(), now.typical());
    boolean dearer = shareBefore >= 0 && share >= 0 && bound.isWorseShare(shareBefore, share);
    boolean first = ++windows < WINDOWS;
    worsePauses = longer && (first || worsePauses != null) ? shorter(now, worsePauses) : null;
    worseShare = dearer && (first || worseShare >= 0) ? less(share, worseShare) : -1;
    over = worsePauses == null && worseShare < 0;
    comparing = !over && !first;
    return comparing ? new Finding(Upshot.COMPARE, "put back to compare: " + suspicion()) : null;
  }

  private static Pauses shorter(Pauses one, Pauses other) {
    return other == null || one.typical() < other.typical() ? one : other;
  }

  private static double less(double one, double other) {
    return other < 0 ? one : Math.min(one, other);
  }

  private String suspicion() {
    return worsePauses != null
        ? String.format(
            "the typical pause went from %.1f to %.1f ms, where a JVM started here takes %.1f at"
                + " most",
            millis(before.typical()),
            millis(worsePauses.typical()),
            millis(bound.pauseNanos(before.typical())))
        : String.format(
            "the collector's share of processor time went from %.0f to %.0f %%, where a JVM started"
                + " here takes %.0f at most",
            100 * shareBefore, 100 * worseShare, 100 * bound.share(shareBefore));
  }

  private Finding compared(Pauses without, double share) {
    boolean last = --comparisons == 0;
    if (worsePauses != null) {
      boolean harm =
          worsePauses.typical() > without.typical() * FreshBound.THIRD_MORE
              && worsePauses.typical() - without.typical() > FreshBound.LEAST_NANOS
              && worsePauses.areApartFrom(without);
      return !harm ? again(without.typical()) : last ? leavePauses(without.typical()) : null;
    }
    boolean harm =
        share >= 0
            && worseShare > share * FreshBound.THIRD_MORE
            && worseShare - share > FreshBound.LEAST_SHARE;
    over = last || !harm;
    String shares =
        String.format("%.0f %% of processor time, and %.0f with it", 100 * share, 100 * worseShare);
    if (!harm) {
      return new Finding(Upshot.AGAIN, "made again: without it the collector takes " + shares);
    }
    return last
        ? new Finding(
            Upshot.LEAVE, "stays put back: without the retuning the collector takes " + shares)
        : null;
  }

  private Finding leavePauses(double without) {
    over = true;
    return new Finding(
        Upshot.LEAVE,
        "stays put back: without the retuning the typical pause is " + pauses(without));
  }

  /** It was not the cause. */
  Finding again(double without) {
    over = true;
    return new Finding(
        Upshot.AGAIN, "made again: without it the typical pause is " + pauses(without));
  }

  private String pauses(double without) {
    return String.format(
        "%.1f ms, and %.1f with it", millis(without), millis(worsePauses.typical()));
  }

  private static double millis(double nanos) {
    return nanos / 1e6;
  }
}
