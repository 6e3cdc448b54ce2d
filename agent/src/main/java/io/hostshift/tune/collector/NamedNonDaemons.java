package io.hostshift.tune.collector;

import io.hostshift.base.LiveThreads;
import io.hostshift.base.OneLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Threads that are no daemons, by what the names of a pool's threads have in common: all but the
 * number at their end.
 */
final class NamedNonDaemons implements NonDaemons {
  /** More pools than these are counted together. */
  private static final int NAMED = 4;

  private static final int MOST_CHARS = 40;
  private static final Pattern NUMBER = Pattern.compile("[-_#:/@. ]*(\\[[^\\[\\]]*)?[0-9]+\\]?$");

  private final IntSupplier count;
  private final Supplier<List<String>> names;

  /**
   * @param count as the collector counts them
   * @param names of all such threads
   */
  NamedNonDaemons(IntSupplier count, Supplier<List<String>> names) {
    this.count = count;
    this.names = names;
  }

  /** Those of this JVM. */
  static NamedNonDaemons live(IntSupplier count) {
    return new NamedNonDaemons(count, NamedNonDaemons::liveNames);
  }

  private static List<String> liveNames() {
    try {
      return namesOfAll();
    } catch (SecurityException e) {
      return Collections.emptyList(); // Their number is known all the same.
    }
  }

  private static List<String> namesOfAll() {
    List<String> names = new ArrayList<>();
    for (Thread thread : LiveThreads.all()) {
      if (!thread.isDaemon()) {
        names.add(thread.getName());
      }
    }
    return names;
  }

  @Override
  public int count() {
    return count.getAsInt();
  }

  /** Such as {@code 64 default task, 8 XNIO-1 I/O, main and 3 others}. */
  @Override
  public String pools() {
    Map<String, List<String>> pools = new LinkedHashMap<>();
    for (String name : names.get()) {
      pools.computeIfAbsent(pool(name), pool -> new ArrayList<>()).add(name);
    }
    List<String> largest = new ArrayList<>(pools.keySet());
    largest.sort(Comparator.comparing(pool -> -pools.get(pool).size()));
    StringBuilder text = new StringBuilder();
    int others = 0;
    for (int i = 0; i < largest.size(); i++) {
      List<String> threads = pools.get(largest.get(i));
      if (i >= NAMED) {
        others += threads.size();
      } else if (threads.size() == 1) {
        text.append(i == 0 ? "" : ", ").append(shown(threads.get(0)));
      } else {
        text.append(i == 0 ? "" : ", ").append(threads.size()).append(' ');
        text.append(shown(largest.get(i)));
      }
    }
    return others == 0
        ? text.toString()
        : text + " and " + others + (others == 1 ? " other" : " others");
  }

  private static String pool(String name) {
    String pool = NUMBER.matcher(name).replaceFirst("");
    return pool.isEmpty() ? name : pool;
  }

  private static String shown(String name) {
    return OneLine.cut(OneLine.of(name), MOST_CHARS);
  }
}
