package io.hostshift.it.cost;

import io.hostshift.it.run.Program;
import java.nio.file.Path;

/**
 * A program of four daemon threads that allocate, with some 100 MB of live data, as fast as they
 * can. Each half second it prints {@code ops}, the milliseconds of the epoch and what they have
 * done so far.
 */
public final class PayoffLoad {
  private static final String SOURCE =
      """
      import java.util.*;
      import java.util.concurrent.atomic.AtomicLongArray;
      public class Work {
        static final int THREADS = 4;
        static final int PADDING = 16;
        static final AtomicLongArray DONE = new AtomicLongArray(THREADS * PADDING);
        static void run(int thread) {
          Random random = new Random(thread);
          Object[][] table = new Object[25_000][];
          while (true) {
            for (int i = 0; i < 100; i++) {
              int slot = random.nextInt(table.length);
              Object[] entry = new Object[8];
              for (int field = 0; field < 7; field++) entry[field] = new long[14];
              Object[] before = table[random.nextInt(table.length)];
              entry[7] = before == null ? null : before[0];
              table[slot] = entry;
            }
            DONE.addAndGet(thread * PADDING, 100);
          }
        }
        static void manyThreads() throws InterruptedException {
          Thread[] many = new Thread[16];
          for (int i = 0; i < many.length; i++) {
            many[i] = new Thread(() -> {
              byte[][] kept = new byte[2000][];
              long end = System.nanoTime() + 5_000_000_000L;
              for (int n = 0; System.nanoTime() < end; n++) kept[n % kept.length] = new byte[2000];
            });
            many[i].start();
          }
          for (Thread thread : many) thread.join();
        }
        public static void main(String[] args) throws Exception {
          if (args.length > 0 && args[0].equals("many-first")) manyThreads();
          for (int i = 0; i < THREADS; i++) {
            int thread = i;
            Thread worker = new Thread(() -> run(thread));
            worker.setDaemon(true);
            worker.start();
          }
          while (true) {
            long sum = 0;
            for (int i = 0; i < THREADS; i++) sum += DONE.get(i * PADDING);
            System.out.println("ops " + System.currentTimeMillis() + " " + sum);
            Thread.sleep(500);
          }
        }
      }
      """;

  /** An argument: before it begins, 16 threads that are no daemons allocate for five seconds. */
  static final String MANY_FIRST = "many-first";

  private PayoffLoad() {}

  public static Program compile(Path folder) {
    return Program.compile(folder, "Work", SOURCE);
  }
}
