package io.hostshift.ergonomics;

/**
 * The sizes of the heap that a fresh HotSpot chooses, in bytes, where none is named.
 *
 * <p>Read off {@code Arguments::set_heap_size} and where each collector chooses its regions, and
 * compared with fresh JVMs of every supported version under limits of 64 MiB to 20 GB. Beyond that
 * one thing is left out: a JVM with more stays just below the 32 GiB at which compressed pointers
 * end.
 */
public final class HeapSizes {
  /** How a collector divides the heap, whose size is a multiple of that. */
  public enum Regions {
    /** Not, as Serial, Parallel and CMS; ZGC's pages are as large. */
    NONE,
    G1,
    SHENANDOAH
  }

  private static final long KILOBYTE = 1L << 10;
  private static final long MEGABYTE = 1L << 20;

  /** The default of MaxHeapSize, which is no more than the largest heap of a small machine. */
  private static final long SMALL = 96 * MEGABYTE * 13 / 10;

  /** The defaults of both generations together, below which no heap begins. */
  private static final long LEAST_INITIAL = 6_815_736;

  private static final long ALIGNMENT = 2 * MEGABYTE;
  private static final long COUNT = 2048;
  private static final long LARGEST_REGION = 32 * MEGABYTE;
  private static final long LEAST_SHENANDOAH_REGION = 256 * KILOBYTE;
  private static final int G1_BY_MAXIMUM_FROM = 17;

  private final int version;
  private final Regions regions;
  private final double maxPercentage;
  private final double minPercentage;
  private final double initialPercentage;

  /**
   * By the values of these flags, in per cent.
   *
   * @param version of Java: 8, 11, 17, …
   * @param maxPercentage {@code MaxRAMPercentage}
   * @param minPercentage {@code MinRAMPercentage}, which counts on small machines
   * @param initialPercentage {@code InitialRAMPercentage}
   */
  public HeapSizes(
      int version,
      Regions regions,
      double maxPercentage,
      double minPercentage,
      double initialPercentage) {
    this.version = version;
    this.regions = regions;
    this.maxPercentage = maxPercentage;
    this.minPercentage = minPercentage;
    this.initialPercentage = initialPercentage;
  }

  /**
   * {@code MaxHeapSize}.
   *
   * @param memory of the machine or container, at least 1
   */
  public long max(long memory) {
    return multiple(rawMax(memory), memory);
  }

  /**
   * {@code InitialHeapSize}, where the largest size is not named either.
   *
   * @param memory of the machine or container, at least 1
   */
  public long initial(long memory) {
    return Math.min(max(memory), multiple(rawInitial(memory), memory));
  }

  /**
   * {@code G1HeapRegionSize} where neither size is named; 0 for another collector.
   *
   * @param memory of the machine or container, at least 1
   */
  public long region(long memory) {
    long max = aligned(rawMax(memory), ALIGNMENT);
    return regions == Regions.G1
        ? g1Region(Math.min(max, aligned(rawInitial(memory), ALIGNMENT)), max)
        : 0;
  }

  private long rawMax(long memory) {
    long small = share(memory, minPercentage);
    return small < SMALL ? small : Math.max(share(memory, maxPercentage), SMALL);
  }

  private long rawInitial(long memory) {
    return Math.max(share(memory, initialPercentage), LEAST_INITIAL);
  }

  private long multiple(long size, long memory) {
    switch (regions) {
      case G1:
        return aligned(size, Math.max(ALIGNMENT, region(memory)));
      case SHENANDOAH:
        return aligned(size, shenandoahRegion(rawMax(memory)));
      default:
        return aligned(size, ALIGNMENT);
    }
  }

  private static long aligned(long size, long to) {
    return (size + to - 1) / to * to;
  }

  /** About 2048 of them, a power of two. */
  private long g1Region(long initial, long max) {
    boolean byMaximum = version >= G1_BY_MAXIMUM_FROM;
    long size = Math.max((byMaximum ? max : (initial + max) / 2) / COUNT, MEGABYTE);
    long power = Long.highestOneBit(size);
    return Math.min(byMaximum && power < size ? 2 * power : power, LARGEST_REGION);
  }

  private static long shenandoahRegion(long max) {
    long size = Math.max(max / COUNT, LEAST_SHENANDOAH_REGION);
    return Math.min(Long.highestOneBit(size), LARGEST_REGION);
  }

  private static long share(long memory, double percentage) {
    return (long) (memory * percentage / 100);
  }
}
