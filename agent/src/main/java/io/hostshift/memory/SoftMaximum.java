package io.hostshift.memory;

import java.io.IOException;

/**
 * ZGC and Shenandoah: a size that the collector keeps to by collecting earlier, and may exceed
 * before the application would run out of memory.
 *
 * <p>A release lifts it for a while, on a thread of its own. What it is kept to may change
 * meanwhile, so that whoever ends leaves behind what holds by then, not what stood when he began.
 */
final class SoftMaximum implements HeapKeeper {
  private static final String SOFT_MAX = "SoftMaxHeapSize";

  /** Its name in 11, where only Shenandoah has it. */
  private static final String SHENANDOAH_SOFT_MAX = "ShenandoahSoftMaxHeapSize";

  private final VmOptions options;
  private boolean lifted;
  private String kept;

  /** What stood before it was set by this, and what was set last; both null while neither holds. */
  private String before;

  private String set;

  SoftMaximum(VmOptions options) {
    this.options = options;
  }

  /** A JVM of 11 knows Shenandoah's name with any collector. */
  private String option() {
    boolean former = options.value(SOFT_MAX) == null && options.on("UseShenandoahGC");
    return former ? SHENANDOAH_SOFT_MAX : SOFT_MAX;
  }

  @Override
  public String lever() {
    return option();
  }

  @Override
  public String refusal() {
    String option = option();
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
  public synchronized void keepTo(long bytes) throws IOException {
    kept = Long.toString(bytes);
    if (!lifted) {
      put(kept);
    }
  }

  /** {@inheritDoc} One that is lifted is put there as soon as it may. */
  @Override
  public synchronized boolean keeps(long bytes) {
    return Long.toString(bytes).equals(lifted ? kept : options.value(option()));
  }

  @Override
  public synchronized void restore() throws IOException {
    kept = null;
    if (!lifted) {
      settle();
    }
  }

  /**
   * Puts it out of the way of a collection that is to give memory back.
   *
   * @return whether that has changed anything
   */
  synchronized boolean lift() throws IOException {
    String max = options.value("MaxHeapSize");
    if (!options.manageable(SOFT_MAX) || max == null) {
      return false;
    }
    boolean changes = !max.equals(options.value(SOFT_MAX));
    kept = isAnothers() ? null : kept;
    put(max);
    lifted = true;
    return changes;
  }

  /**
   * From now on it stands where it is kept to, or where it was, unless somebody has set another
   * value meanwhile.
   *
   * @return why that could not be; empty if it could
   */
  synchronized String drop() {
    boolean was = lifted;
    lifted = false;
    try {
      if (was) {
        settle();
      }
      return "";
    } catch (IOException e) {
      return "; could not be put back: " + e.getMessage();
    }
  }

  private boolean isAnothers() {
    return set != null && !set.equals(options.value(option()));
  }

  private void settle() throws IOException {
    if (set != null && !isAnothers()) {
      put(kept == null ? before : kept);
    }
    if (kept == null) {
      before = null;
      set = null;
    }
  }

  private void put(String value) throws IOException {
    String option = option();
    String now = options.value(option);
    if (set == null || !set.equals(now)) {
      before = now;
    }
    if (!value.equals(now)) {
      options.set(option, value);
    }
    set = value;
  }
}
