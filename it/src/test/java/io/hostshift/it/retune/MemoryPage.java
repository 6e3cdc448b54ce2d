package io.hostshift.it.retune;

import io.hostshift.it.run.CollectorCell;
import io.hostshift.it.run.Measured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page {@code docs/results/memory.md}: each run adds its rows, which take the place of older
 * ones of the same case, so that pieces add up to the whole.
 */
final class MemoryPage {
  private static final Path FILE =
      Path.of(System.getProperty("hostshift.it.memoryPage", "../docs/results/memory.md"));
  private static final String GROWTH = "## Throughput after growth";
  private static final String PAGE =
      """
      # A limit that goes from 1 GiB to 400 MiB, and back

      `MemoryFollowIT` with `memory=follow` and a poll each 0.5 s: an application with `-Xms32m -Xmx900m` keeps
      80 MiB, which it checks, and has thrown away 400 MiB more; under load it replaces what it keeps all the
      time. ZGC has `-XX:ZUncommitDelay=5`. The limit is told by files, so that nothing is killed. *Warned*
      ends with the line in the log; *below* is when both what the heap takes of the system and what is
      resident of the process are below 400 MiB; *most* is the most that the heap takes in the five seconds
      after that. The collections are those of the agent; where they stop the application, the JVM's own log
      has as many. No cell had an OutOfMemoryError, or data that were not whole, and each heap was back at its
      largest after the limit was. Parallel gives back a part from 26 on: its heap is below the limit, what is
      resident is not. Its young spaces stay: eight full collections in a row left 100 MiB to each of the
      three, whatever the free ratios; one of the three is not in what it tells of its heap.

      Measured on %s, %d processors, last on %s.

      | | warned after | below after | heap before, MiB | after | most | resident before, MiB | after | full collections | `heap` |
      |---|---|---|---|---|---|---|---|---|---|
      %s

      %s

      `MemoryThroughputIT`: four threads allocate as fast as they can beside 100 MB of live data, with the same
      limits. It is run in turns with a JVM whose limit stays: ten times before the first shrink, and ten times
      after another shrink and growth each, once its heap took nine tenths of what it had taken, or after 20 s.
      When a heap grows again is the collector's choice: Serial does at its next full collection. *Before* and
      *after* are the medians of what it does with the same processor time as the other one, and the ratio is
      that of these two. Without a row are those of the first table that have no lever. Serial of 8,
      G1 of 17, 25 and 27, Shenandoah of 17, and ZGC of 21 and 25 were measured two or three seconds after the
      growth. G1 of 11, Serial of 11 and Shenandoah of 21 were measured twice: while other work had the
      processors too, they did 0.88, 0.93 and 0.94 of before.

      | | before | after | ratio |
      |---|---|---|---|
      %s
      """;

  private static final Map<String, String> FALLS = new TreeMap<>();
  private static final Map<String, String> GROWN = new TreeMap<>();

  private MemoryPage() {}

  /** A row of the first table. */
  static synchronized void fall(String key, Object... columns) {
    FALLS.put(key, row(key, columns));
    write();
  }

  /** A row of the second. */
  static synchronized void grown(String key, Object... columns) {
    GROWN.put(key, row(key, columns));
    write();
  }

  private static String row(String key, Object... columns) {
    return Stream.concat(Stream.of(key), Stream.of(columns))
        .map(String::valueOf)
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static void write() {
    try {
      Map<String, String> falls = new TreeMap<>(known(true));
      falls.putAll(FALLS);
      Map<String, String> grown = new TreeMap<>(known(false));
      grown.putAll(GROWN);
      Files.writeString(
          FILE,
          PAGE.formatted(
              Measured.processor(),
              Runtime.getRuntime().availableProcessors(),
              LocalDate.now(ZoneOffset.UTC),
              inOrder(falls),
              GROWTH,
              inOrder(grown)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows before the second heading, or after it, by their first column. */
  private static Map<String, String> known(boolean before) throws IOException {
    List<String> lines = Files.exists(FILE) ? Files.readAllLines(FILE) : List.of();
    int heading = lines.indexOf(GROWTH);
    List<String> part =
        heading < 0
            ? before ? lines : List.<String>of()
            : before ? lines.subList(0, heading) : lines.subList(heading, lines.size());
    return part.stream()
        .filter(line -> line.startsWith("| JDK"))
        .collect(Collectors.toMap(line -> line.split(" \\| ")[0].substring(2), line -> line));
  }

  private static String inOrder(Map<String, String> rows) {
    return CollectorCell.all().stream()
        .flatMap(
            cell ->
                rows.entrySet().stream()
                    .filter(row -> row.getKey().replaceAll(", (idle|load)$", "").equals(cell + ""))
                    .map(Map.Entry::getValue))
        .collect(Collectors.joining("\n"));
  }
}
