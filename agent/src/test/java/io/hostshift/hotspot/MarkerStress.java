package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.lang.instrument.Instrumentation;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * What {@link MarkerStressTest} runs in a JVM of its own, under a load that checks its data: again
 * and again G1's markers are limited to another number. Arguments: markers at the start, seconds,
 * milliseconds between two writes, milliseconds between two full collections. Prints what was
 * refused, and how often they were limited.
 */
public final class MarkerStress {
  private static final Random RANDOM = new Random(4);
  private static Instrumentation instrumentation;

  private MarkerStress() {}

  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  public static void main(String[] arguments) throws Exception {
    int atStart = Integer.parseInt(arguments[0]);
    long seconds = Long.parseLong(arguments[1]);
    long pause = Long.parseLong(arguments[2]);
    start(() -> collect(Long.parseLong(arguments[3])));
    start(MarkerStress::load);
    start(MarkerStress::load);
    try (HotSpot hotspot = HotSpot.open(instrumentation, WriteWitness.NONE)) {
      Markers markers = hotspot.markers();
      while (!markers.made()) {
        rest(1);
      }
      refuse(markers, 0);
      refuse(markers, atStart + 1);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      int writes = 0;
      while (System.nanoTime() < end) {
        markers.limitTo(1 + RANDOM.nextInt(atStart));
        writes++;
        rest(pause);
      }
      markers.limitTo(atStart);
      System.out.println(writes + " writes, at last " + markers.limit());
    }
  }

  private static void refuse(Markers markers, int number) throws Exception {
    try {
      markers.limitTo(number);
      System.out.println(number + " was not refused");
    } catch (UnavailableException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }

  private static void start(Runnable runnable) {
    Thread thread = new Thread(runnable, "load");
    thread.setDaemon(true);
    thread.start();
  }

  private static void collect(long millis) {
    while (true) {
      rest(millis);
      System.gc();
    }
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
    }
  }

  private static void rest(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
