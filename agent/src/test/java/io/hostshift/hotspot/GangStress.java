package io.hostshift.hotspot;

import io.hostshift.base.Eventually;
import java.lang.instrument.Instrumentation;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
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
  private static final int REST_EVERY = 200;
  private static Instrumentation instrumentation;

  private GangStress() {}

  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  public static void main(String[] arguments) throws Exception {
    int workers = Integer.parseInt(arguments[0]);
    long seconds = Long.parseLong(arguments[1]);
    long pause = Long.parseLong(arguments[2]);
    CheckedLoad.start(REST_EVERY);
    try (HotSpot hotspot = HotSpot.open(instrumentation, WriteWitness.NONE)) {
      WorkerGang gang = allMade(hotspot, workers);
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
        Thread.sleep(pause); // The rate of the writes.
      }
      gang.limitTo(workers);
      System.out.println(writes + " writes, " + collections() + " collections");
    }
  }

  /**
   * HotSpot makes as many as a collection wants: a full one as many as there are regions in use,
   * and those of the load all.
   */
  private static WorkerGang allMade(HotSpot hotspot, int workers) throws Exception {
    System.gc();
    WorkerGang gang = hotspot.gang(workers);
    Eventually.holds("all workers are made", gang::made);
    return gang;
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
}
