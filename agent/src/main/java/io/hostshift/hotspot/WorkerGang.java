package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.io.IOException;

/**
 * The set of workers of G1's pauses, and how many of them a pause may take: the only way below two
 * workers for each thread that is no daemon. Experimental: its limit is no flag, and HotSpot does
 * not mean it to change.
 *
 * <p>Why it is safe as far as is known: what G1 keeps for each worker was made for as many as at
 * the start, and each pause takes its number from this set anew, so that any number from 1 to that
 * is legal. Writes lie between two pauses. The active number must exceed neither the limit nor the
 * number of those that were made, which some versions check and end for; so what belongs together
 * is written together: on 17 limit and active number, by one store of a word, and from 21 on these
 * and the number of those that were made, by one copy without a safepoint in between. For that all
 * must have been made: where HotSpot believes in fewer than there are it would make them a second
 * time.
 */
public final class WorkerGang implements Gang {
  /** Where the lever may be used, in words. */
  public static final String PROVEN =
      "it is proven for G1 on Java 17, 21, 25, 26 and 27 on x86-64 alone";

  private final long address;
  private final GangLayout layout;
  private final WorkerThreadType thread;
  private final ProcessMemory memory;
  private final MemoryPen pen;
  private final int atStart;

  WorkerGang(
      long address, GangLayout layout, WorkerThreadType thread, ProcessMemory memory, MemoryPen pen)
      throws IOException {
    this.address = address;
    this.layout = layout;
    this.thread = thread;
    this.memory = memory;
    this.pen = pen;
    this.atStart = memory.readInt(address + layout.limit);
  }

  /** The most workers that a pause could take when this was found. */
  public int atStart() {
    return atStart;
  }

  /** {@inheritDoc} A set that was limited has as many as its limit, as far as HotSpot knows. */
  @Override
  public boolean made() {
    return read(layout.created) >= (layout.oneStore() ? atStart : limit());
  }

  /** The most workers that a pause may take now. */
  public int limit() {
    return read(layout.limit);
  }

  /** How many the last pause has taken. */
  int active() {
    return read(layout.active);
  }

  /**
   * Lets a pause take at most so many workers.
   *
   * @param workers from 1 to {@link #atStart}
   * @throws UnavailableException if that is out of range, the set no longer looks as it did, or
   *     another number was read back
   */
  public synchronized void limitTo(int workers) throws UnavailableException {
    if (workers < 1 || workers > atStart) {
      throw new UnavailableException("the workers may be 1 to " + atStart + ", not " + workers);
    }
    if (!layout.matches(address, atStart, thread, new ConstantMemory(memory))) {
      throw new UnavailableException("the workers no longer look as they did");
    }
    if (!made()) {
      throw new UnavailableException(NOT_MADE);
    }
    NamedWrite write = new NamedWrite("gang", Integer.toString(workers), workers == atStart);
    int active = Math.min(active(), workers);
    if (layout.oneStore()) {
      pen.putLong(write, address + layout.limit, (long) active << Integer.SIZE | workers);
    } else {
      pen.putInts(write, address + layout.limit, workers, workers, active);
    }
    if (limit() != workers) {
      throw new UnavailableException("the workers are " + limit() + " after writing " + workers);
    }
  }

  private int read(int offset) {
    try {
      return memory.readInt(address + offset);
    } catch (IOException e) {
      throw new IllegalStateException("the workers cannot be read any more: " + e.getMessage(), e);
    }
  }
}
