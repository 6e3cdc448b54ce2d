package io.hostshift.memory;

import java.io.IOException;

/**
 * Shenandoah's soft maximum, out of the way for a collection that is to give memory back: while it
 * is below what the heap takes, the collector starts one cycle after the other, and gives back a
 * few megabytes in between (seen on 25).
 */
final class LiftedMaximum {
  private static final String SOFT_MAX = "SoftMaxHeapSize";

  private final VmOptions options;
  private final boolean wanted;
  private String before;
  private String lifted;

  /**
   * @param wanted whether the collector gives back on a thread of its own
   */
  LiftedMaximum(VmOptions options, boolean wanted) {
    this.options = options;
    this.wanted = wanted && options.on("UseShenandoahGC");
  }

  void lift() throws IOException {
    String max = options.value("MaxHeapSize");
    String now = options.value(SOFT_MAX);
    if (wanted && max != null && options.manageable(SOFT_MAX) && !max.equals(now)) {
      options.set(SOFT_MAX, max);
      before = now;
      lifted = max;
    }
  }

  /**
   * Puts back what was, unless somebody has set another value meanwhile.
   *
   * @return why that could not be; empty if it could
   */
  String putBack() {
    try {
      if (before != null && lifted.equals(options.value(SOFT_MAX))) {
        options.set(SOFT_MAX, before);
      }
      return "";
    } catch (IOException e) {
      return "; could not be put back: " + e.getMessage();
    }
  }
}
