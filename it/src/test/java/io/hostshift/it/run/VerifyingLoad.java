package io.hostshift.it.run;

import java.nio.file.Path;

/**
 * A program of two daemon threads that allocate, and check all that they keep, without end. With
 * arguments it also asks for a full collection each so many milliseconds, and rests so many after
 * each 0.8 MB, which leaves a machine to many of them; a third one is a number of further threads
 * that are no daemons and do nothing; a fourth one the size in KiB of an array that is made beside
 * each 200 nodes and checked when the next one is. The property {@code load.slots} says how many
 * chains of nodes of 4 KB each thread keeps, 3000 unless set.
 */
public final class VerifyingLoad {
  private static final String SOURCE =
      """
      import java.util.*;
      public class Load {
        static final class Node {
          final long key;
          final long[] data;
          Node next;
          Node(long key) {
            this.key = key;
            data = new long[500];
            Arrays.fill(data, key * 31);
          }
          boolean sound() {
            return data.length == 500 && data[0] == key * 31 && data[499] == key * 31;
          }
        }
        static void run(int seed, long restMillis, int large) throws InterruptedException {
          byte[] kept = null;
          Random random = new Random(seed);
          Node[] table = new Node[Integer.getInteger("load.slots", 3000)];
          long made = 0;
          while (true) {
            Node node = new Node(made++);
            int slot = random.nextInt(table.length);
            node.next = random.nextInt(4) == 0 ? table[slot] : null;
            if (node.next != null) node.next.next = null;
            table[slot] = node;
            if (made % 20_000 == 0) check(table);
            if (made % 200 == 0) {
              if (kept != null && kept[large - 1] != (byte) (made - 200)) broken(made);
              if (large > 0) {
                kept = new byte[large];
                kept[large - 1] = (byte) made;
              }
              if (restMillis > 0) Thread.sleep(restMillis);
              else Thread.yield();
            }
          }
        }
        static void check(Node[] table) {
          for (Node slot : table) {
            for (Node node = slot; node != null; node = node.next) {
              if (!node.sound()) broken(node.key);
            }
          }
        }
        static void broken(long key) {
          System.out.println("the heap is broken at " + key);
          Runtime.getRuntime().halt(3);
        }
        public static void main(String[] args) throws Exception {
          System.out.println("loading");
          for (int i = 0; args.length > 2 && i < Integer.parseInt(args[2]); i++) {
            new Thread(
                    () -> {
                      try {
                        Thread.sleep(Long.MAX_VALUE);
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    })
                .start();
          }
          for (int i = 0; i < 2; i++) {
            int seed = i;
            long rest = args.length < 2 ? 0 : Long.parseLong(args[1]);
            int large = args.length < 4 ? 0 : 1024 * Integer.parseInt(args[3]);
            Thread thread =
                new Thread(
                    () -> {
                      try {
                        run(seed, rest, large);
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    });
            thread.setDaemon(true);
            thread.start();
          }
          while (true) {
            Thread.sleep(args.length == 0 ? Long.MAX_VALUE : Long.parseLong(args[0]));
            System.gc();
          }
        }
      }
      """;

  /** What it prints at its start; all else is what it found wrong. */
  public static final String STARTED = "loading";

  private VerifyingLoad() {}

  public static Program compile(Path folder) {
    return Program.compile(folder, "Load", SOURCE);
  }
}
