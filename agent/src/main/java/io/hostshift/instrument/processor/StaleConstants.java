package io.hostshift.instrument.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * What keeps an earlier number of processors, since no hook can reach it: static final fields that
 * were set by it, and method references and handles that were made before.
 */
final class StaleConstants {
  /** More than anybody reads; an application that generates classes must not fill the heap. */
  private static final int MOST = 1000;

  private static final int OF_THE_JVM = 0;

  private final IntSupplier number;
  private final Map<String, Integer> seen = new ConcurrentHashMap<>();

  /**
   * @param number that hooks answer now; 0 while the JVM's own answer holds
   */
  StaleConstants(IntSupplier number) {
    this.number = number;
  }

  /**
   * Takes a class that was hooked.
   *
   * @param loadedBefore whether it may have run before it was
   */
  void add(Hooked hooked, boolean loadedBefore) {
    int known = loadedBefore ? OF_THE_JVM : number.getAsInt();
    for (String field : hooked.fields()) {
      add(hooked.className() + "." + field, known);
    }
    if (loadedBefore && hooked.references()) {
      add(hooked.className() + ": method references and handles made before", OF_THE_JVM);
    }
  }

  private void add(String what, int known) {
    if (seen.size() < MOST) {
      seen.putIfAbsent(what, known);
    }
  }

  /** Those of another number than the present one, in alphabetical order. */
  List<String> list() {
    int now = number.getAsInt();
    List<String> stale = new ArrayList<>();
    for (Map.Entry<String, Integer> entry : seen.entrySet()) {
      if (entry.getValue() != now) {
        stale.add(entry.getKey());
      }
    }
    stale.sort(null);
    return stale;
  }
}
