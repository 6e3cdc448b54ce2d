package io.hostshift.tune.fixed;

import io.hostshift.ergonomics.CompilerThreads;
import io.hostshift.hotspot.HotSpot;
import io.hostshift.hotspot.VmFlag;
import io.hostshift.tune.setting.FixedNumber;
import io.hostshift.tune.setting.Made;
import io.hostshift.tune.setting.Reasons;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.ThisJvm;
import io.hostshift.tune.setting.Unit;

/** The threads that compile, of which the JVM fixes the most at its start. */
public final class JitThreads {
  public static final SettingType TYPE = SettingType.other("compiler", Unit.THREADS);

  private JitThreads() {}

  /** It is left in each JVM, with the number that one started here would have. */
  public static Made made(ThisJvm jvm) {
    HotSpot hotspot = jvm.hotspot();
    if (hotspot == null) {
      return Made.left(TYPE, jvm.closed());
    }
    VmFlag most = hotspot.flag("CICompilerCount");
    VmFlag tiered = hotspot.flag("TieredCompilation");
    if (most == null || tiered == null) {
      return Made.left(TYPE, Reasons.NO_FLAG);
    }
    if (most.startOrigin().explicit() || tiered.value() == 0) {
      return Made.left(
          TYPE, tiered.value() == 0 ? "TieredCompilation is off" : Reasons.COMMAND_LINE);
    }
    return Made.of(
        new FixedNumber(
            TYPE,
            (int) most.startValue(),
            "the JVM has made room for its compiler threads at its start",
            target -> CompilerThreads.count(target.processors())));
  }
}
