package io.hostshift.notice;

/** What was announced, as it was said last, and how far it has come. */
final class KeptNotice {
  volatile Notice notice;
  boolean preparing;
  boolean over;
  long overNanos;

  /** Nothing comes of it any more. */
  boolean concluded;

  /** What it became when it went before its time; null once it is known what that meant. */
  Notice withdrawn;

  KeptNotice(Notice notice) {
    this.notice = notice;
  }

  /**
   * Whether what it announced may happen now, or may have happened.
   *
   * @param nowMillis since the epoch
   */
  boolean isExpected(long nowMillis) {
    if (concluded || notice.expectUntilMillis() == 0 || notice.kind().endsJvm()) {
      return false;
    }
    return over
        ? notice.phase() == Phase.ENDED || withdrawn != null
        : nowMillis < notice.expectUntilMillis();
  }
}
