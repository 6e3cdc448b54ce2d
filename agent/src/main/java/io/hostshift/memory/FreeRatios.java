package io.hostshift.memory;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * The share of the heap that HotSpot leaves free when it collects, in per cent. Both are lowered
 * and put back together; what a person has set stays. They are low for as long as one of those
 * needs them so who asked for it: a heap that keeps to a size, and a release beside it.
 */
final class FreeRatios {
  private static final String MIN = "MinHeapFreeRatio";
  private static final String MAX = "MaxHeapFreeRatio";
  private static final String SMALL_MIN = "5";
  private static final String SMALL_MAX = "10";

  private final VmOptions options;
  private final Set<Object> holders = new HashSet<>();
  private String min;
  private String max;

  FreeRatios(VmOptions options) {
    this.options = options;
  }

  /** Why they stay; empty if they can be lowered. */
  String refusal() {
    if (!options.manageable(MIN) || !options.manageable(MAX)) {
      return "this JVM has no share of the heap that may stay free";
    }
    return options.explicit(MIN) || options.explicit(MAX)
        ? MIN + " or " + MAX + " is set on the command line"
        : "";
  }

  /** Whether they are low by this. */
  synchronized boolean lowered() {
    return min != null && SMALL_MAX.equals(options.value(MAX));
  }

  /**
   * Lowers them, unless they are to stay, or are low.
   *
   * @param holder who needs them so until he puts them back
   */
  synchronized void lower(Object holder) throws IOException {
    if (!refusal().isEmpty()) {
      return;
    }
    holders.add(holder);
    if (min != null) {
      return;
    }
    String minBefore = options.value(MIN);
    String maxBefore = options.value(MAX);
    // No moment may see the one above the other, which the JVM refuses.
    options.set(MIN, SMALL_MIN);
    min = minBefore;
    max = maxBefore;
    options.set(MAX, SMALL_MAX);
  }

  /**
   * Puts back what was, unless another holder needs them low, or somebody has set another value
   * meanwhile.
   *
   * @return why that could not be; empty if it could
   */
  synchronized String putBack(Object holder) {
    holders.remove(holder);
    if (min == null || !holders.isEmpty()) {
      return "";
    }
    try {
      if (SMALL_MAX.equals(options.value(MAX))) {
        options.set(MAX, max);
      }
      if (SMALL_MIN.equals(options.value(MIN))) {
        options.set(MIN, min);
      }
      return "";
    } catch (IOException e) {
      return "; could not be put back: " + e.getMessage();
    } finally {
      min = null;
      max = null;
    }
  }
}
