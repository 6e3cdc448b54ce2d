package io.hostshift.tune.processor;

import io.hostshift.tune.setting.FakeFlag;
import io.hostshift.tune.setting.Setting;
import java.util.function.IntSupplier;

/** The ways of moving the count of processors, of a JVM that counts as it is told to. */
public final class SampleCounts {
  private SampleCounts() {}

  /**
   * By the flag.
   *
   * @param counts what the JVM counts while the flag does not say it
   */
  public static Setting flag(FakeFlag flag, boolean headroom, IntSupplier counts) {
    IntSupplier reported = () -> flag.value() > 0 ? (int) flag.value() : counts.getAsInt();
    return new ProcessorCount(flag, headroom, new OwnCount(reported, false));
  }

  /** By hooks. */
  public static Setting hook(IntSupplier counts) {
    return new HookedCount(new FakeHook(), () -> false, false, new OwnCount(counts, false), "");
  }

  /** By nothing. */
  public static Setting unmoved(IntSupplier counts) {
    return new UnmovedCount(new OwnCount(counts, false), "no memory to write to");
  }
}
