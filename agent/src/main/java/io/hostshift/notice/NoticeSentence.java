package io.hostshift.notice;

import java.time.Instant;

/** A notice in one line for people. */
public final class NoticeSentence {
  private NoticeSentence() {}

  /**
   * Such as {@code azure announces a migration in 900 s, for about 5 s: Freeze}.
   *
   * @param before what was known of it; null if it is new
   */
  public static String of(Notice notice, Notice before, long nowMillis) {
    return (notice.simulated() ? "simulated: " : "") + what(notice, before, nowMillis);
  }

  private static String what(Notice notice, Notice before, long nowMillis) {
    String kind = notice.kind().words();
    switch (notice.phase()) {
      case STARTED:
        return notice.channel() + " has begun " + kind + text(notice);
      case ENDED:
        return notice.channel() + " has ended " + kind + text(notice);
      case CANCELLED:
        return notice.channel() + " has cancelled " + kind + text(notice);
      default:
        break;
    }
    if (before != null && notice.acknowledged() && !before.acknowledged()) {
      return notice.channel() + " was told to go on with " + kind + text(notice);
    }
    String verb = before == null ? " announces " : " still announces ";
    return notice.channel() + verb + kind + when(notice, nowMillis) + text(notice) + answer(notice);
  }

  private static String text(Notice notice) {
    return notice.text().isEmpty() ? "" : ": " + notice.text();
  }

  private static String when(Notice notice, long nowMillis) {
    StringBuilder words = new StringBuilder();
    long begin = notice.notBeforeMillis();
    if (begin > 0) {
      long seconds = Math.max(0, (begin - nowMillis + 500) / 1000);
      words.append(" in ").append(seconds).append(" s (");
      words.append(Instant.ofEpochSecond(begin / 1000)).append(')');
    }
    if (notice.durationSeconds() > 0) {
      words.append(", for about ").append(notice.durationSeconds()).append(" s");
    }
    return words.toString();
  }

  private static String answer(Notice notice) {
    if (notice.phase() != Phase.ANNOUNCED || notice.limitMillis() == 0 || notice.acknowledged()) {
      return "";
    }
    return notice.obstacle().isEmpty()
        ? "; it waits for an answer"
        : "; it waits for an answer and gets none from here: " + notice.obstacle();
  }

  /** What was announced is over, and no identifier tells of it. */
  public static String nothingFollowed(Notice notice) {
    return notice.channel()
        + " has ended "
        + notice.kind().words()
        + ", and nothing here tells that this VM was moved"
        + text(notice);
  }
}
