package io.hostshift.memory;

import java.io.IOException;

/**
 * The share of the heap that HotSpot leaves free when it collects, in per cent. Both are lowered
 * and put back together; what a person has set stays.
 */
public final class FreeRatios {
  private static final String MIN = "MinHeapFreeRatio";
  private static final String MAX = "MaxHeapFreeRatio";
  private static final String SMALL_MIN = "5";
  private static final String SMALL_MAX = "10";

  private final VmOptions options;
  private String min;
  private String max;

  public FreeRatios(VmOptions options) {
    this.options = options;
  }

  /** Why they stay; empty if they can be lowered. */
  public String refusal() {
    if (!options.manageable(MIN) || !options.manageable(MAX)) {
      return "this JVM has no share of the heap that may stay free";
    }
    return options.explicit(MIN) || options.explicit(MAX)
        ? MIN + " or " + MAX + " is set on the command line"
        : "";
  }

  /** Whether they are low by this. */
  public boolean lowered() {
    return min != null && SMALL_MAX.equals(options.value(MAX));
  }

  /** Lowers them, unless they are to stay, or are low. */
  public void lower() throws IOException {
    if (min != null || !refusal().isEmpty()) {
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
   * Puts back what was, unless somebody has set another value meanwhile.
   *
   * @return why that could not be; empty if it could
   */
  public String putBack() {
    if (min == null) {
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
