package io.hostshift.tune.rules;

/** Something in a rules file that is not accepted. */
public final class RulesProblem {
  private final int line;
  private final String reason;

  RulesProblem(int line, String reason) {
    this.line = line;
    this.reason = reason;
  }

  /** Counted from 1; 0 if it is the file as a whole. */
  public int line() {
    return line;
  }

  /** What is wrong and what is accepted, in one line. */
  public String reason() {
    return reason;
  }

  @Override
  public String toString() {
    return (line == 0 ? "" : " line " + line) + ": " + reason;
  }
}
