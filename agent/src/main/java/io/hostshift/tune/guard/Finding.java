package io.hostshift.tune.guard;

/** What was found out about a retuning of the collector, and what to do about it. */
public final class Finding {
  /** What to do next. */
  public enum Upshot {
    /** It is put back, to compare. */
    COMPARE,
    /** It stays put back: the collector is faster so. */
    LEAVE,
    /** It is made again: it was not the cause. */
    AGAIN
  }

  private final Upshot upshot;
  private final String text;

  Finding(Upshot upshot, String text) {
    this.upshot = upshot;
    this.text = text;
  }

  public Upshot upshot() {
    return upshot;
  }

  /** What is done and why, in a sentence. */
  public String text() {
    return text;
  }
}
