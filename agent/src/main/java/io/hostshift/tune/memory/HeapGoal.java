package io.hostshift.tune.memory;

import io.hostshift.memory.FreshHeap;
import io.hostshift.memory.MemoryUse;

/**
 * The size that the heap should have with so much memory: what a JVM that is started here would
 * take, but no more than is left beside what this one uses besides its heap and a reserve.
 */
final class HeapGoal {
  private static final long MEGABYTE = 1L << 20;
  private static final long LEAST_RESERVE = 64 * MEGABYTE;
  private static final long RESERVED = 10;

  /** Sizes are a multiple of that, as the JVM would make them anyhow. */
  private static final long STEP = 2 * MEGABYTE;

  /**
   * What is used besides the heap is never the same, and while memory is given back it seems more
   * than it is: a goal stands until it is off by so much, twice in a row.
   */
  private static final double OFF = 0.1;

  /** A heap that fits into the memory, and would be no more than so much smaller, stays. */
  private static final double FITS = 0.8;

  /** The collector needs some room above what the application keeps. */
  private static final double ROOM = 1.25;

  private final FreshHeap fresh;
  private final long max;
  private final long min;
  private final boolean headroom;
  private long memory;
  private long goal;
  private boolean off;

  /**
   * @param max the largest that the heap can be
   * @param min below which it does not shrink
   * @param headroom whether the largest is that of the largest host
   */
  HeapGoal(FreshHeap fresh, long max, long min, boolean headroom) {
    this.fresh = fresh;
    this.max = max;
    this.min = min;
    this.headroom = headroom;
  }

  /**
   * In bytes; it may exceed the largest.
   *
   * @param nowMemory that there is, at least 1
   */
  long of(long nowMemory, MemoryUse use) {
    long now = reckon(nowMemory, use);
    boolean nowOff = Math.abs(now - goal) > OFF * goal;
    if (nowMemory != memory || (off && nowOff)) {
      memory = nowMemory;
      goal = now;
      nowOff = false;
    }
    off = nowOff;
    return goal;
  }

  private long reckon(long nowMemory, MemoryUse use) {
    long reserve = Math.max(nowMemory / RESERVED, LEAST_RESERVE);
    long room = nowMemory - use.besidesHeap() - reserve;
    long goalNow = Math.max(STEP, Math.min(wanted(nowMemory), room) / STEP * STEP);
    // Who has sized the heap for this memory has left a reserve of his own.
    boolean fits = max <= nowMemory && goalNow >= FITS * max;
    return goalNow < max && fits ? max : goalNow;
  }

  /** With headroom a size that is named is a ceiling; only a share that is named counts beside. */
  private long wanted(long nowMemory) {
    if (headroom && !fresh.followsMemory()) {
      return fresh.sharesNamed() ? Math.min(max, fresh.byMemory(nowMemory)) : max;
    }
    return fresh.max(nowMemory);
  }

  /**
   * The least that makes sense: the heap's own, and what the application keeps with some room.
   *
   * @param live what a full collection has left; 0 if there was none
   */
  long floor(long live) {
    return Math.min(max, Math.max(min, (long) (live * ROOM) / STEP * STEP));
  }
}
