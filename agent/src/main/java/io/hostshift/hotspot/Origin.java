package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;

/** Where a flag got its value: the low four bits of {@code JVMFlag::_flags}. */
public enum Origin {
  /** Not set by anybody. */
  DEFAULT,
  COMMAND_LINE,
  /** {@code JAVA_TOOL_OPTIONS} and the like. */
  ENVIRON_VAR,
  /** {@code -XX:Flags=} or {@code .hotspotrc}. */
  CONFIG_FILE,
  /** Set through HotSpotDiagnosticMXBean. */
  MANAGEMENT,
  /** Chosen by the JVM for the machine and its other flags. */
  ERGONOMIC,
  /** Set through attach, as {@code jinfo -flag} does. */
  ATTACH_ON_DEMAND,
  /** Later numbers, of which the meaning changes between versions: internal, or from the image. */
  OTHER;

  static final int MASK = 0xf;

  static Origin of(int flags) {
    int number = flags & MASK;
    return number < OTHER.ordinal() ? values()[number] : OTHER;
  }

  /** Why a flag is left whose value a person chose. */
  public static final String EXPLICIT = "set on the command line";

  /** Whether a person chose the value, which then holds on any host. */
  public boolean explicit() {
    return this != DEFAULT && this != ERGONOMIC && this != OTHER;
  }

  /**
   * Refuses where HotSpot, which publishes its numbers from 17 on, numbers the origins differently.
   */
  static void check(VmStructs structs) throws UnavailableException {
    for (Origin origin : values()) {
      Integer number = structs.constant("JVMFlagOrigin::" + origin);
      if (number != null && number != origin.ordinal()) {
        throw new UnavailableException("HotSpot numbers the origin " + origin + " as " + number);
      }
    }
    Integer mask = structs.constant("JVMFlag::VALUE_ORIGIN_MASK");
    if (mask != null && mask != MASK) {
      throw new UnavailableException("HotSpot masks origins with " + mask);
    }
  }
}
