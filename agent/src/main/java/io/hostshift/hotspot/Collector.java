package io.hostshift.hotspot;

import java.util.function.UnaryOperator;

/** The garbage collector that a JVM runs. */
public enum Collector {
  SERIAL("UseSerialGC"),
  PARALLEL("UseParallelGC"),
  CMS("UseConcMarkSweepGC"),
  G1("UseG1GC"),
  /** ZGC with one generation, in 11 to 23. */
  Z("UseZGC"),
  Z_GENERATIONAL(null),
  /** In the mode that it has unless told otherwise, {@code satb}. */
  SHENANDOAH("UseShenandoahGC"),
  SHENANDOAH_GENERATIONAL(null),
  /** In a mode that is for its own developers: {@code passive}, {@code iu}. */
  SHENANDOAH_OTHER(null),
  EPSILON("UseEpsilonGC"),
  /** None that we know, or not one alone. */
  UNKNOWN(null);

  /** From 24 on ZGC has no other mode, and the flag for it went. */
  private static final int Z_ALWAYS_GENERATIONAL = 24;

  private final String flag;

  Collector(String flag) {
    this.flag = flag;
  }

  /** In any of its modes. */
  public boolean isShenandoah() {
    return this == SHENANDOAH || this == SHENANDOAH_GENERATIONAL || this == SHENANDOAH_OTHER;
  }

  /** Decides by the flags, about which HotSpot has made up its mind before any agent runs. */
  static Collector of(VmFlags flags, int version) {
    return of(
        name -> {
          VmFlag flag = flags.find(name);
          return flag == null ? null : flag.text();
        },
        version);
  }

  /**
   * The same by what else tells of flags.
   *
   * @param flags the value of a flag as the JVM prints it; null if there is none of this name
   * @param version of Java: 8, 11, 17, …
   */
  public static Collector of(UnaryOperator<String> flags, int version) {
    Collector found = null;
    for (Collector collector : values()) {
      if (collector.flag != null && on(flags, collector.flag)) {
        if (found != null) {
          return UNKNOWN;
        }
        found = collector;
      }
    }
    if (found == null) {
      // On a small machine 8 sets no flag and runs Serial; ParNew without CMS is a mixture.
      return version == 8 && !on(flags, "UseParNewGC") ? SERIAL : UNKNOWN;
    }
    if (found == Z && (version >= Z_ALWAYS_GENERATIONAL || on(flags, "ZGenerational"))) {
      return Z_GENERATIONAL;
    }
    return found == SHENANDOAH ? shenandoah(flags.apply("ShenandoahGCMode")) : found;
  }

  private static Collector shenandoah(String mode) {
    return "satb".equals(mode)
        ? SHENANDOAH
        : "generational".equals(mode) ? SHENANDOAH_GENERATIONAL : SHENANDOAH_OTHER;
  }

  private static boolean on(UnaryOperator<String> flags, String name) {
    return "true".equals(flags.apply(name));
  }
}
