package io.hostshift.tune.processor;

import io.hostshift.hotspot.VmFlag;
import io.hostshift.instrument.processor.CallSiteHook;
import io.hostshift.tune.setting.Made;
import io.hostshift.tune.setting.Reasons;
import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.SettingType;
import io.hostshift.tune.setting.ThisJvm;
import java.util.function.BooleanSupplier;

/** By what the count of processors is moved: the flag, or hooks where it cannot be written. */
public final class ProcessorLevers {
  private static final SettingType TYPE = ProcessorCount.TYPE;

  private ProcessorLevers() {}

  /** The one that was picked, or the first that can be had. */
  public static Made made(ThisJvm jvm) {
    if (jvm.hotspot() == null) {
      return hooks(jvm, new CommandLine(ProcessorCount.FLAG), jvm.closed());
    }
    VmFlag flag = jvm.hotspot().flag(ProcessorCount.FLAG);
    String refusal = flag == null ? Reasons.NO_FLAG : flag.valueRefusal();
    if (refusal == null && !jvm.picks(TYPE, HookedCount.CHOICE)) {
      return made(jvm, new ProcessorCount(flag, jvm.headroom(), own(jvm)));
    }
    boolean explicit = flag != null && flag.origin().explicit();
    return hooks(jvm, () -> explicit, refusal);
  }

  /**
   * Hooks, unless the flag alone was picked.
   *
   * @param refusal why the flag cannot be written; null if it can
   */
  private static Made hooks(ThisJvm jvm, BooleanSupplier explicit, String refusal) {
    boolean picked = jvm.picks(TYPE, HookedCount.CHOICE);
    if (!picked && jvm.picks(TYPE, ProcessorCount.CHOICE)) {
      return made(jvm, new UnmovedCount(own(jvm), refusal));
    }
    return made(
        jvm,
        new HookedCount(
            new CallSiteHook(jvm.instrumentation()),
            explicit,
            jvm.headroom(),
            own(jvm),
            picked ? "" : refusal));
  }

  private static Made made(ThisJvm jvm, Setting count) {
    return Made.of(new ReachedCount(count, jvm.instrumentation()));
  }

  private static OwnCount own(ThisJvm jvm) {
    return new OwnCount(() -> Runtime.getRuntime().availableProcessors(), jvm.elsewhere());
  }
}
