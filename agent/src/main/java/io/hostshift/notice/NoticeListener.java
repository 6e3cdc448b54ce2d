package io.hostshift.notice;

/** Hears of notices on the agent's thread, in order. */
public interface NoticeListener {
  /**
   * A new notice, or more about a known one: same {@link Notice#key()}.
   *
   * @param message one line for people
   */
  void noticed(Notice notice, String message);
}
