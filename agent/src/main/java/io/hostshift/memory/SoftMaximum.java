package io.hostshift.memory;

import io.hostshift.hotspot.Collector;
import java.io.IOException;

/**
 * ZGC and Shenandoah: a size that the collector keeps to by collecting earlier, and may exceed
 * before the application would run out of memory.
 */
final class SoftMaximum implements HeapKeeper {
  private static final String SOFT_MAX = "SoftMaxHeapSize";

  /** Its name in 11, where only Shenandoah has it. */
  private static final String SHENANDOAH_SOFT_MAX = "ShenandoahSoftMaxHeapSize";

  private final VmOptions options;
  private final String option;
  private final String atStart;
  private String set;

  /**
   * @param collector which this JVM has; that of 11 knows Shenandoah's name with any of them
   */
  SoftMaximum(VmOptions options, Collector collector) {
    this.options = options;
    boolean former = options.value(SOFT_MAX) == null && collector.isShenandoah();
    this.option = former ? SHENANDOAH_SOFT_MAX : SOFT_MAX;
    this.atStart = options.value(option);
  }

  @Override
  public String lever() {
    return option;
  }

  @Override
  public String refusal() {
    if (!options.manageable(option)) {
      return "this collector of this Java version has no soft maximum";
    }
    return options.explicit(option) ? "set on the command line" : "";
  }

  @Override
  public boolean lasts() {
    return true;
  }

  @Override
  public void keepTo(long bytes) throws IOException {
    set = Long.toString(bytes);
    options.set(option, set);
  }

  @Override
  public boolean keeps(long bytes) {
    return options.number(option, 0) == bytes;
  }

  @Override
  public void restore() throws IOException {
    if (set != null && set.equals(options.value(option))) {
      options.set(option, atStart);
    }
    set = null;
  }
}
