package io.hostshift.hotspot;

import java.lang.instrument.Instrumentation;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;

/**
 * What {@link GangStressTest} runs in a JVM of its own, under a load that checks its data: again
 * and again the set of G1's workers is limited to another number. Arguments: workers at the start,
 * seconds, milliseconds between two writes. Prints how often it was limited, and how many
 * collections there were.
 */
public final class GangStress {
  private static final Random RANDOM = new Random(4);
  private static final int COLLECT_EACH = 60;
  private static final int HISTOGRAM_EACH = 100;
  private static Instrumentation instrumentation;

  private GangStress() {}

  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  public static void main(String[] arguments) throws Exception {
    int workers = Integer.parseInt(arguments[0]);
    long seconds = Long.parseLong(arguments[1]);
    long pause = Long.parseLong(arguments[2]);
    for (int i = 0; i < 2; i++) {
      Thread load = new Thread(GangStress::load, "load");
      load.setDaemon(true);
      load.start();
    }
    try (HotSpot hotspot = HotSpot.open(instrumentation, WriteWitness.NONE)) {
      WorkerGang gang = hotspot.gang(workers);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      int writes = 0;
      while (System.nanoTime() < end) {
        gang.limitTo(1 + RANDOM.nextInt(workers));
        writes++;
        if (writes % COLLECT_EACH == 0) {
          System.gc();
        }
        if (writes % HISTOGRAM_EACH == 0) {
          histogram();
        }
        Thread.sleep(pause);
      }
      gang.limitTo(workers);
      System.out.println(writes + " writes, " + collections() + " collections");
    }
  }

  /** By as many workers as it may have, while everything stands still. */
  private static void histogram() throws Exception {
    ManagementFactory.getPlatformMBeanServer()
        .invoke(
            new ObjectName("com.sun.management:type=DiagnosticCommand"),
            "gcClassHistogram",
            new Object[] {new String[] {"-all", "-parallel=8"}},
            new String[] {String[].class.getName()});
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  private static void load() {
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
      if (made % 200 == 0) {
        rest();
      }
    }
  }

  private static void rest() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
