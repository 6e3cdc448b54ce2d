package io.hostshift.tune.processor;

import io.hostshift.host.HostProfile;
import io.hostshift.hotspot.HotSpot;
import io.hostshift.hotspot.VmFlag;
import java.util.function.IntSupplier;

/**
 * A JVM that began on one processor, and leaves out atomic instructions for as long as it lives.
 *
 * <p>Up to Java 9 HotSpot asks once for the configured processors; with one, and with the flag
 * {@code AssumeMP} off, as it is by default there, neither compiled code nor the JVM itself locks
 * the bus ({@code os::is_MP()}). Once a second processor runs its threads, updates are lost. No
 * setting helps against that; more threads make it worse.
 */
public final class LoneStart {
  /** A JVM that is sound on any number of processors. */
  public static final LoneStart SOUND = new LoneStart(false);

  private static final String FLAG = "AssumeMP";

  private final boolean lone;

  LoneStart(boolean lone) {
    this.lone = lone;
  }

  /**
   * To be asked soon after the JVM's start: what was configured then is not to be had later.
   *
   * @param hotspot null where its flags cannot be read
   * @param configured the processors that are configured now; less than 1 if unknown
   */
  public static LoneStart of(HotSpot hotspot, IntSupplier configured) {
    VmFlag flag = hotspot == null ? null : hotspot.flag(FLAG);
    return flag != null && flag.value() == 0 && configured.getAsInt() == 1
        ? new LoneStart(true)
        : SOUND;
  }

  /** What is wrong on this host, and what helps; empty if nothing. */
  public String unsound(HostProfile profile) {
    int processors = Math.max(profile.capacity().online(), profile.capacity().affinity());
    return !lone || processors <= 1
        ? ""
        : "this JVM began on one processor and leaves out atomic instructions, and now there are "
            + processors
            + ": it loses updates; restart it, with -XX:+AssumeMP";
  }
}
