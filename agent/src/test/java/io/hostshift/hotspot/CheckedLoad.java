package io.hostshift.hotspot;

import java.util.Arrays;
import java.util.Random;

/**
 * Threads that fill tables, and end the JVM with code 3 where what was stored is no longer there.
 */
final class CheckedLoad {
  private static final int THREADS = 2;

  private CheckedLoad() {}

  /**
   * Starts two such threads.
   *
   * @param restEvery after how many arrays a thread rests for 10 ms; 0 for never
   */
  static void start(int restEvery) {
    for (int i = 0; i < THREADS; i++) {
      start(() -> run(restEvery));
    }
  }

  /** On a thread of its own, which keeps nobody from ending. */
  static void start(Runnable runnable) {
    Thread thread = new Thread(runnable, "load");
    thread.setDaemon(true);
    thread.start();
  }

  private static void run(int restEvery) {
    Random random = new Random();
    long[][] table = new long[2000][];
    for (long made = 0; ; made++) {
      int slot = random.nextInt(table.length);
      long[] before = table[slot];
      if (before != null && Arrays.stream(before).anyMatch(value -> value != before[0])) {
        System.out.println("the heap is broken");
        Runtime.getRuntime().halt(3);
      }
      table[slot] = new long[500];
      Arrays.fill(table[slot], made);
      if (restEvery > 0 && made % restEvery == 0) {
        rest(10);
      }
    }
  }

  static void rest(long millis) {
    try {
      Thread.sleep(millis); // The rate of the load.
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
