package io.hostshift.base;

/**
 * Something that is wrong and may pass: said when it begins, and among the complaints until it is
 * over. On one thread.
 */
public final class Trouble {
  private final Log log;
  private String said = "";

  public Trouble(Log log) {
    this.log = log;
  }

  /** Says it, and no more what was said of it before. */
  public void begins(String message) {
    over();
    said = message;
    log.error(message);
  }

  /** What was wrong is so no more; nothing if nothing was. */
  public void over() {
    if (!said.isEmpty()) {
      log.over(said);
      said = "";
    }
  }
}
