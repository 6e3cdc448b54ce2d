package io.hostshift.tune.setting;

/** Reasons that more than one setting gives. */
public final class Reasons {
  public static final String COMMAND_LINE = "set on the command line";
  public static final String NO_FLAG = "this JVM has no such flag";

  public static final String NEXT_EVENT = "it follows at the next event";

  private Reasons() {}
}
