package io.hostshift.hotspot;

import io.hostshift.base.Architecture;
import java.io.IOException;

/**
 * Where G1's sets of workers keep what, in bytes: {@code AbstractWorkGang} of 17 and {@code
 * WorkerThreads} of 21 to 27. HotSpot does not publish these for debuggers.
 */
enum GangLayout {
  /** Limit and active number share an aligned word, so that one store sets both. */
  WORK_GANG(8, 16, 20, 24, 32, 0),
  /** Limit, number of those that were made and active number follow each other. */
  WORKER_THREADS(16, 24, 32, 28, 8, 40);

  private static final String NAME = "GC Thread";
  private static final String MARKERS = "G1 Conc";

  private final int workers;
  final int limit;
  final int active;
  final int created;
  private final int name;
  private final int dispatcher;

  GangLayout(int workers, int limit, int active, int created, int name, int dispatcher) {
    this.workers = workers;
    this.limit = limit;
    this.active = active;
    this.created = created;
    this.name = name;
    this.dispatcher = dispatcher;
  }

  /** The one of this version, on which the writes were proven; null where they were not. */
  static GangLayout of(Architecture architecture, int version) {
    if (architecture != Architecture.X86_64) {
      return null;
    }
    switch (version) {
      case 17:
        return WORK_GANG;
      case 21:
      case 25:
      case 26:
      case 27:
        return WORKER_THREADS;
      default:
        return null;
    }
  }

  /** The one of this version, as far as reading goes, which is verified in every detail. */
  static GangLayout toRead(int version) {
    switch (version) {
      case 11:
      case 17:
        return WORK_GANG;
      case 21:
      case 25:
      case 26:
      case 27:
        return WORKER_THREADS;
      default:
        return null;
    }
  }

  boolean oneStore() {
    return this == WORK_GANG;
  }

  /**
   * Whether the object at this address is that set of workers, in every detail: its name, its
   * numbers, and each worker with its own name and a pointer back to the set.
   *
   * @param most the workers that the JVM was started with, which its limit never exceeds
   */
  boolean matches(long gang, int most, WorkerThreadType thread, ConstantMemory memory) {
    return matches(gang, most, NAME, thread, memory);
  }

  /**
   * Whether the object at this address is the set of threads that mark beside the application, in
   * every detail.
   *
   * @param atStart the markers that the JVM was started with, which is its limit for ever
   */
  boolean matchesMarkers(long gang, int atStart, WorkerThreadType thread, ConstantMemory memory) {
    try {
      return gang > 0
          && gang % 8 == 0
          && memory.readInt(gang + limit) == atStart
          && matches(gang, atStart, MARKERS, thread, memory);
    } catch (IOException e) {
      return false;
    }
  }

  private boolean matches(
      long gang, int most, String title, WorkerThreadType thread, ConstantMemory memory) {
    if (gang <= 0 || gang % 8 != 0) {
      return false;
    }
    try {
      int limited = memory.readInt(gang + limit);
      int running = memory.readInt(gang + active);
      int made = memory.readInt(gang + created);
      boolean numbers =
          limited >= 1 && limited <= most && made >= 1 && made <= most && running >= 1;
      if (!numbers
          || running > made
          || !memory.readString(memory.readLong(gang + name)).equals(title)) {
        return false;
      }
      long list = memory.readLong(gang + workers);
      for (int i = 0; i < made; i++) {
        long worker = memory.readLong(list + 8L * i);
        if (!thread.is(worker, title + "#" + i, gang + dispatcher, memory)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false; // What cannot be read is something else.
    }
  }
}
