package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.lang.instrument.Instrumentation;
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
    CheckedLoad.start(() -> collect(Long.parseLong(arguments[3])));
    CheckedLoad.start(0);
    try (HotSpot hotspot = HotSpot.open(instrumentation, WriteWitness.NONE)) {
      Markers markers = hotspot.markers();
      while (!markers.made()) {
        CheckedLoad.rest(1);
      }
      refuse(markers, 0);
      refuse(markers, atStart + 1);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      int writes = 0;
      while (System.nanoTime() < end) {
        markers.limitTo(1 + RANDOM.nextInt(atStart));
        writes++;
        CheckedLoad.rest(pause);
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

  private static void collect(long millis) {
    while (true) {
      CheckedLoad.rest(millis);
      System.gc();
    }
  }
}
