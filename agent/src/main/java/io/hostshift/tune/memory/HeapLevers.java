package io.hostshift.tune.memory;

import io.hostshift.tune.setting.Made;
import io.hostshift.tune.setting.ThisJvm;

/** What can be moved of the memory that this JVM takes. */
public final class HeapLevers {
  private HeapLevers() {}

  /** The heap, where it is to follow the memory. */
  public static Made made(ThisJvm jvm) {
    return jvm.heap() == null ? Made.left(HeapSetting.TYPE, "memory=off") : Made.of(jvm.heap());
  }
}
