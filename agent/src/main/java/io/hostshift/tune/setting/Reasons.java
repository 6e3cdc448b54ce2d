package io.hostshift.tune.setting;

import io.hostshift.hotspot.Origin;

/** Reasons that more than one setting gives. */
public final class Reasons {
  public static final String COMMAND_LINE = Origin.EXPLICIT;
  public static final String NO_FLAG = "this JVM has no such flag";

  public static final String NEXT_EVENT = "it follows at the next event";

  private Reasons() {}
}
