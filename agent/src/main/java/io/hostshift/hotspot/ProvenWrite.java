package io.hostshift.hotspot;

import io.hostshift.base.Architecture;

/**
 * The only writes to flags that are made: those that were found to work and not to crash, on these
 * processors, collectors and versions. What was found on one kind of processor says nothing of
 * another: byte order, page size and the order in which threads see writes differ. Each of them has
 * a clean row in {@code docs/results/retune-stress.tsv}, to which a test holds this table. The
 * obvious ones are absent on purpose: Parallel walks its promotion managers up to {@code
 * ParallelGCThreads}, and lowering that corrupts the heap; ZGC keeps a list per {@code
 * ConcGCThreads} and hangs; nothing may exceed the value at start, since what belongs to each
 * worker was allocated for that many.
 */
public enum ProvenWrite {
  /**
   * HotSpot reads it at each call of {@code os::active_processor_count()} and keeps nothing of it;
   * its own structures were sized by other, cached counts. -1 makes HotSpot follow the system
   * again.
   */
  PROCESSORS(
      "ActiveProcessorCount",
      -1,
      8192,
      x86(Collector.SERIAL, 8, 11, 17, 21, 25, 26, 27),
      x86(Collector.PARALLEL, 8, 11, 17, 21, 25, 26, 27),
      x86(Collector.CMS, 8, 11),
      x86(Collector.G1, 8, 11, 17, 21, 25, 26, 27),
      emulated(Architecture.AARCH64, Collector.G1, 17, 21, 25, 27),
      emulated(Architecture.PPC64LE, Collector.G1, 17, 27),
      emulated(Architecture.S390X, Collector.G1, 17, 27),
      x86(Collector.SHENANDOAH, 11, 17, 21, 25, 26, 27),
      x86(Collector.SHENANDOAH_GENERATIONAL, 25, 26, 27),
      x86(Collector.Z, 11, 17, 21),
      x86(Collector.Z_GENERATIONAL, 21, 25, 26, 27)),
  /**
   * The divisor of the heap's capacity in {@code WorkerPolicy}, from which each pause chooses its
   * workers anew, between 2 and the number at start: any answer is a legal one. Never 0. Without
   * effect unless {@code UseDynamicNumberOfGCThreads} is on (off by default on 8) and {@code
   * ParallelGCThreads} has DEFAULT origin.
   */
  HEAP_PER_WORKER(
      "HeapSizePerGCThread",
      1L << 20,
      1L << 44,
      x86(Collector.G1, 8, 11, 17, 21, 25, 26, 27),
      emulated(Architecture.AARCH64, Collector.G1, 17, 21, 25, 27),
      emulated(Architecture.PPC64LE, Collector.G1, 17, 27),
      emulated(Architecture.S390X, Collector.G1, 17, 27),
      x86(Collector.PARALLEL, 8, 11, 17, 21, 25, 26, 27)),
  /**
   * Shenandoah's policy passes the flag on at each phase, while its arrays have the size of the
   * start: lower values use fewer of them.
   */
  SHENANDOAH_PAUSE(
      "ParallelGCThreads",
      1,
      0,
      x86(Collector.SHENANDOAH, 11, 17, 21, 25, 26, 27),
      x86(Collector.SHENANDOAH_GENERATIONAL, 25, 26, 27)),
  /** As {@link #SHENANDOAH_PAUSE}, for the concurrent phases. */
  SHENANDOAH_CONCURRENT(
      "ConcGCThreads",
      1,
      0,
      x86(Collector.SHENANDOAH, 11, 17, 21, 25, 26, 27),
      x86(Collector.SHENANDOAH_GENERATIONAL, 25, 26, 27)),
  /** A ceiling that ZDirector applies to its choice for each cycle; nothing is sized by it. */
  Z_YOUNG("ZYoungGCThreads", 1, 0, x86(Collector.Z_GENERATIONAL, 21, 25, 26, 27)),
  /** As {@link #Z_YOUNG}, for the old generation. */
  Z_OLD("ZOldGCThreads", 1, 0, x86(Collector.Z_GENERATIONAL, 21, 25, 26, 27)),
  /**
   * With DEFAULT origin G1 chooses its markers for each cycle, by {@code HeapSizePerGCThread} and
   * at most as many as at start. The origin is read once at the start of a cycle, and either answer
   * is legal. Only ERGONOMIC becomes DEFAULT, and that ERGONOMIC again: a number that a person
   * chose is left alone. The value stays, as everywhere on G1.
   */
  G1_MARKERS_BY_HEAP("ConcGCThreads", x86(Collector.G1, 11, 17, 21, 25, 26, 27));

  private final String flag;
  private final long least;
  private final long most;
  private final boolean origin;
  private final Proven[] proven;

  /** A write of a value; {@code most} is 0 where that is the value at start. */
  ProvenWrite(String flag, long least, long most, Proven... proven) {
    this(flag, least, most, false, proven);
  }

  /** A write of an origin. */
  ProvenWrite(String flag, Proven... proven) {
    this(flag, 0, 0, true, proven);
  }

  ProvenWrite(String flag, long least, long most, boolean origin, Proven... proven) {
    this.flag = flag;
    this.least = least;
    this.most = most;
    this.origin = origin;
    this.proven = proven;
  }

  /** The flag that is written. */
  public String flag() {
    return flag;
  }

  /** Whether it is the flag's origin that is written, and not its value. */
  public boolean ofOrigin() {
    return origin;
  }

  /** The least value that may be written. */
  public long least() {
    return least;
  }

  /** The most that may be written to a flag that had this value at start. */
  public long most(long startValue) {
    return most == 0 ? startValue : most;
  }

  /**
   * Whether a value that a person chose may only be a ceiling, as {@code headroom} says, and be
   * overwritten then. All others stay, whatever a lever asks for.
   */
  public boolean mayBeCeiling() {
    return this == PROCESSORS;
  }

  /** Whether it was proven on this JVM. */
  public boolean provenOn(Architecture architecture, Collector collector, int version) {
    for (Proven one : proven) {
      if (one.holds(architecture, collector, version)) {
        return true;
      }
    }
    return false;
  }

  boolean permits(long value, long startValue) {
    boolean inRange = value >= least && value <= most(startValue);
    return inRange && !origin && value != 0;
  }

  boolean permits(Origin to, Origin atStart) {
    return origin && atStart == Origin.ERGONOMIC && (to == Origin.DEFAULT || to == atStart);
  }

  /** The write of this flag's value or origin that was proven here, or null. */
  static ProvenWrite find(
      String flag, boolean origin, Architecture architecture, Collector collector, int version) {
    for (ProvenWrite write : values()) {
      if (write.flag.equals(flag)
          && write.origin == origin
          && write.provenOn(architecture, collector, version)) {
        return write;
      }
    }
    return null;
  }

  private static Proven x86(Collector collector, int... versions) {
    return new Proven(Architecture.X86_64, collector, versions);
  }

  /**
   * In a guest that QEMU emulates on x86: with byte order and page size of the processor, but
   * threads see writes in the order that they do on x86. That says enough of single numbers, of
   * which nothing else depends, and so of no others. A real processor was not tried.
   */
  private static Proven emulated(Architecture architecture, Collector collector, int... versions) {
    return new Proven(architecture, collector, versions);
  }

  /** A processor, a collector, and the versions of Java on which a write was proven with both. */
  private static final class Proven {
    private final Architecture architecture;
    private final Collector collector;
    private final int[] versions;

    Proven(Architecture architecture, Collector collector, int... versions) {
      this.architecture = architecture;
      this.collector = collector;
      this.versions = versions;
    }

    boolean holds(Architecture onThis, Collector with, int of) {
      if (architecture == onThis && collector == with) {
        for (int version : versions) {
          if (version == of) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
