package io.hostshift.memory;

import io.hostshift.ergonomics.HeapSizes;
import io.hostshift.hotspot.Collector;

/** The heap of a JVM that is started now with this one's options. */
public final class FreshHeap {
  private static final String MAX = "MaxHeapSize";
  private static final String INITIAL = "InitialHeapSize";
  private static final String LARGEST_MEMORY = "MaxRAM";

  private final VmOptions options;
  private final HeapSizes sizes;
  private final Collector collector;

  /**
   * @param version of Java: 8, 11, 17, …
   */
  public FreshHeap(VmOptions options, int version) {
    this.options = options;
    this.collector = Collector.of(options::value, version);
    this.sizes =
        new HeapSizes(
            version,
            regions(collector),
            options.fraction("MaxRAMPercentage", 25),
            options.fraction("MinRAMPercentage", 50),
            options.fraction("InitialRAMPercentage", 1.5625));
  }

  private static HeapSizes.Regions regions(Collector collector) {
    if (collector.isShenandoah()) {
      return HeapSizes.Regions.SHENANDOAH;
    }
    return collector == Collector.G1 ? HeapSizes.Regions.G1 : HeapSizes.Regions.NONE;
  }

  public Collector collector() {
    return collector;
  }

  /** Whether the largest size follows from the memory, and was not named. */
  public boolean followsMemory() {
    return !options.explicit(MAX);
  }

  /** Whether somebody has said which share of the memory the heap may have. */
  public boolean sharesNamed() {
    return options.explicit("MaxRAMPercentage") || options.explicit("MaxRAMFraction");
  }

  /**
   * The largest that it may grow to.
   *
   * @param memory bytes that the machine or the container has, at least 1
   */
  public long max(long memory) {
    return followsMemory() ? byMemory(memory) : options.number(MAX, 0);
  }

  /** The same for one whose size is not named. */
  public long byMemory(long memory) {
    long counted = counted(memory);
    long max = sizes.max(counted);
    return options.explicit(INITIAL) ? Math.max(max, options.number(INITIAL, 0)) : max;
  }

  /** What it begins with. */
  public long initial(long memory) {
    return options.explicit(INITIAL)
        ? options.number(INITIAL, 0)
        : Math.min(max(memory), sizes.initial(counted(memory)));
  }

  /** The size of G1's regions; 0 for another collector, or where a size is named. */
  public long region(long memory) {
    return options.explicit("G1HeapRegionSize") || !followsMemory() || options.explicit(INITIAL)
        ? 0
        : sizes.region(counted(memory));
  }

  /** Up to 26 a JVM counts no more than 128 GiB, unless a share is named, or what it is told. */
  private long counted(long memory) {
    long most = options.number(LARGEST_MEMORY, 0);
    if (options.explicit(LARGEST_MEMORY)) {
      return most;
    }
    return most > 0 && !sharesNamed() ? Math.min(memory, most) : memory;
  }
}
