package io.hostshift.tune.collector;

import io.hostshift.base.OneLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The threads that are no daemons, by the pools that they belong to: what their names have in
 * common, which is the name without the number at its end.
 */
final class NonDaemons {
  /** More pools than these are counted together. */
  private static final int NAMED = 4;

  private static final int MOST_NAME = 40;

  private final Supplier<List<String>> names;

  /**
   * @param names of all such threads
   */
  NonDaemons(Supplier<List<String>> names) {
    this.names = names;
  }

  static NonDaemons ofThisJvm() {
    return new NonDaemons(NonDaemons::names);
  }

  private static List<String> names() {
    ThreadGroup all = Thread.currentThread().getThreadGroup();
    while (all.getParent() != null) {
      all = all.getParent();
    }
    Thread[] threads = new Thread[all.activeCount() * 2 + NAMED];
    int count = all.enumerate(threads);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (!threads[i].isDaemon()) {
        names.add(threads[i].getName());
      }
    }
    return names;
  }

  /**
   * Why a pause takes no fewer workers.
   *
   * @param count how many such threads the collector counts
   */
  String floor(int count) {
    if (count <= 1) {
      return "HotSpot keeps two workers at least";
    }
    return "HotSpot keeps two workers for each thread that is no daemon, and "
        + count
        + " are none: "
        + pools();
  }

  private String pools() {
    Map<String, Integer> threads = new LinkedHashMap<>();
    for (String name : names.get()) {
      threads.merge(pool(name), 1, Integer::sum);
    }
    List<String> largest = new ArrayList<>(threads.keySet());
    largest.sort(Comparator.comparing((String name) -> -threads.get(name)));
    StringBuilder text = new StringBuilder();
    int others = 0;
    for (int i = 0; i < largest.size(); i++) {
      int number = threads.get(largest.get(i));
      if (i >= NAMED) {
        others += number;
      } else {
        text.append(i == 0 ? "" : ", ").append(number == 1 ? "" : number + " ");
        text.append(largest.get(i));
      }
    }
    return text + (others == 0 ? "" : " and " + others + " more");
  }

  private static String pool(String name) {
    String pool = name.replaceAll("[-_#:/@. ]*[0-9]+$", "");
    return OneLine.cut(OneLine.of(pool.isEmpty() ? name : pool), MOST_NAME);
  }
}
