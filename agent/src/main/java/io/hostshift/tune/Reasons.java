package io.hostshift.tune;

/** Reasons that more than one setting gives. */
final class Reasons {
  static final String COMMAND_LINE = "set on the command line";
  static final String NO_FLAG = "this JVM has no such flag";

  private Reasons() {}
}
