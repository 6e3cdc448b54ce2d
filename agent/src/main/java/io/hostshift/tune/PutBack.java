package io.hostshift.tune;

import java.util.List;

/** What was done because a retuning may have made the collector worse, or has. */
public final class PutBack {
  private final String why;
  private final List<Outcome> outcomes;

  PutBack(String why, List<Outcome> outcomes) {
    this.why = why;
    this.outcomes = outcomes;
  }

  /** What was done and why, as the beginning of a line. */
  public String why() {
    return why;
  }

  /** How the settings stand that it is about. */
  public List<Outcome> outcomes() {
    return outcomes;
  }
}
