package io.hostshift.memory;

import io.hostshift.hotspot.Collector;
import java.util.concurrent.TimeUnit;

/** How the collector of this JVM gives back to the system what is free in its heap. */
final class Uncommit {
  private static final int PARALLEL_SHRINKS_FROM = 26;
  private static final int G1_LATER_FROM = 16;

  /**
   * Generational Shenandoah gives back until the application makes it begin its next cycle, which
   * may be at once (seen on 25 and 27, one release in four).
   */
  private static final int CUT_SHORT = 2;

  private final VmOptions options;
  private final int version;

  Uncommit(VmOptions options, int version) {
    this.options = options;
    this.version = version;
  }

  private Collector collector() {
    return Collector.of(options::value, version);
  }

  private boolean isZ() {
    Collector collector = collector();
    return collector == Collector.Z || collector == Collector.Z_GENERATIONAL;
  }

  /** Why a collection would give nothing back; empty if it would. */
  String refusal() {
    if (options.on("DisableExplicitGC")) {
      return "nothing is collected: -XX:+DisableExplicitGC forbids it";
    }
    switch (collector()) {
      case PARALLEL:
        boolean follows =
            version >= PARALLEL_SHRINKS_FROM || options.on("UseAdaptiveSizePolicyWithSystemGC");
        return follows
            ? ""
            : "nothing is collected: the Parallel collector of Java "
                + version
                + " gives nothing back, but with -XX:+UseAdaptiveSizePolicyWithSystemGC at the"
                + " start, or from Java 26 on";
      case Z:
      case Z_GENERATIONAL:
        return options.on("ZUncommit")
            ? ""
            : "nothing is collected: ZGC gives nothing back "
                + (options.value("ZUncommit") == null ? "before Java 13" : "with -XX:-ZUncommit");
      case EPSILON:
        return "nothing is collected: Epsilon never does";
      default:
        return "";
    }
  }

  /** Collections until all is given back, at most. */
  int collections() {
    switch (collector()) {
      case SERIAL:
      case CMS:
        return HeapRelease.MOST;
      case SHENANDOAH_GENERATIONAL:
        return CUT_SHORT;
      default:
        return 1;
    }
  }

  /**
   * Whether the JVM may skip a collection that is asked for: with Shenandoah and ZGC it never does.
   */
  boolean skips() {
    switch (collector()) {
      case SERIAL:
      case PARALLEL:
      case CMS:
      case G1:
        return true;
      default:
        return false;
    }
  }

  /**
   * Whether the soft maximum has to be out of the way of a collection, as Shenandoah's has: while
   * it is below what the heap takes, the collector starts one cycle after the other, and gives back
   * a few megabytes in between (seen on 25). The generational mode hears of a new one only when a
   * cycle ends: while it is lifted a collection would give nothing back, and once it is put back
   * the heap would grow beyond it until the next cycle (sources of 25 and 27).
   */
  boolean needsLift() {
    Collector collector = collector();
    return collector.isShenandoah() && collector != Collector.SHENANDOAH_GENERATIONAL;
  }

  /** Whether what is free is given back on a thread of its own: with G1 from 16 on. */
  boolean isLater() {
    Collector collector = collector();
    return collector.isShenandoah() || collector == Collector.G1 && version >= G1_LATER_FROM;
  }

  /** How long what is free is kept before it is given back; another collection hastens nothing. */
  long delayNanos() {
    return isZ() ? TimeUnit.SECONDS.toNanos(options.number("ZUncommitDelay", 0)) : 0;
  }

  /** What there is to say of memory that is free after a collection. */
  String afterwards() {
    return isZ()
        ? "ZGC gives it back once it has been free for "
            + options.value("ZUncommitDelay")
            + " s (-XX:ZUncommitDelay)"
        : "";
  }
}
