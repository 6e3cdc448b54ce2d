package io.hostshift.it.cost;

import io.hostshift.it.run.GcLog;
import io.hostshift.it.run.MarkingLog;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The threads with which a collector has worked, by the JVM's own log: each number that occurs, in
 * order, such as <em>2</em> or <em>2 13</em>; empty where the log says none.
 *
 * @param workers of the collections that stop the application
 * @param markers of the cycles that mark beside it
 */
record UsedThreads(String workers, String markers) {
  /** All that some of them say. */
  static UsedThreads together(List<UsedThreads> all) {
    return new UsedThreads(
        numbers(all.stream().map(UsedThreads::workers)),
        numbers(all.stream().map(UsedThreads::markers)));
  }

  private static String numbers(Stream<String> each) {
    return each.flatMap(numbers -> Stream.of(numbers.split(" ")))
        .filter(number -> !number.isEmpty())
        .map(Integer::valueOf)
        .distinct()
        .sorted()
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  /** The log of one JVM with G1, in which what is new is looked for. */
  static final class Log {
    private final GcLog collections;
    private final MarkingLog cycles;
    private int seenCollections;
    private int seenCycles;

    Log(Path file) {
      collections = new GcLog(file, GcLog.Format.G1);
      cycles = new MarkingLog(file);
    }

    /** The options that make a JVM write it. */
    String[] options() {
      return collections.options();
    }

    /** What has come since it was asked before; the first time all. */
    UsedThreads next() {
      List<Integer> workers = collections.workers();
      List<Integer> markers = cycles.markers();
      UsedThreads used =
          new UsedThreads(
              numbers(workers.stream().skip(seenCollections).map(String::valueOf)),
              numbers(markers.stream().skip(seenCycles).map(String::valueOf)));
      seenCollections = workers.size();
      seenCycles = markers.size();
      return used;
    }
  }
}
