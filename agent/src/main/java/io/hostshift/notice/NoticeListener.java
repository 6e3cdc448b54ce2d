package io.hostshift.notice;

/** Hears of notices on the agent's thread, in order. */
public interface NoticeListener {
  /**
   * A new notice, or one of which more is known: same {@link Notice#key()}.
   *
   * @param message one line for people
   */
  void noticed(Notice notice, String message);
}
