package io.hostshift.it.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The workers that each collection has used, as the JVM itself logs them. */
public final class GcLog {
  private static final String UNIFIED = "-Xlog:gc+task=%s:file=%s::filecount=0";
  private static final String OF_8 = "-Xloggc:%2$s -XX:+PrintGCDetails -XX:+TraceDynamicGCThreads";

  /** What a collector writes of its workers; the last group of a pattern is their number. */
  public enum Format {
    G1(UNIFIED, "info", "GC\\((\\d+)\\) Using (\\d+) workers of \\d+ for evacuation"),
    /** It has chosen them for the next collection. */
    PARALLEL(
        UNIFIED,
        "trace",
        "GC\\((\\d+)\\) \\w+::calc_default_active_workers.* new_active_workers: (\\d+)"),
    SHENANDOAH(UNIFIED, "info", "GC\\((\\d+)\\) Using (\\d+) of \\d+ workers for init marking"),
    /** Chosen for each cycle, at most as many as the setting says. */
    ZGC(UNIFIED, "info", "GC\\((\\d+)\\) .*Using (\\d+) Workers for Young Generation"),
    G1_8(OF_8, "", "Parallel Time: .* GC Workers: (\\d+)"),
    PARALLEL_8(OF_8, "", "::calc_default_active_workers.* new_ac\\w+_workers: (\\d+)");

    private final String option;
    private final String level;
    private final Pattern workers;

    Format(String option, String level, String workers) {
      this.option = option;
      this.level = level;
      this.workers = Pattern.compile(workers);
    }
  }

  private final Path file;
  private final Format format;

  public GcLog(Path file, Format format) {
    this.file = file;
    this.format = format;
  }

  /** The options that make a JVM write it. */
  public String[] options() {
    return String.format(format.option, format.level, file).split(" ");
  }

  /** Workers used by each stop-the-world collection so far, the oldest first. */
  public List<Integer> workers() {
    TreeMap<Integer, Integer> byCollection = new TreeMap<>();
    try {
      if (Files.exists(file)) {
        // A line that is being written is not a line yet, and must not be decoded as one.
        for (String line :
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).split("\n")) {
          Matcher found = format.workers.matcher(line);
          if (found.find()) {
            int number = byCollection.size();
            boolean numbered = found.groupCount() > 1;
            byCollection.put(
                numbered ? Integer.parseInt(found.group(1)) : number,
                Integer.valueOf(found.group(found.groupCount())));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ArrayList<>(byCollection.values());
  }

  /**
   * The workers of the collections that come after the next {@code within}, {@code count} of them;
   * waits for them.
   */
  public List<Integer> after(int within, int count, Duration limit) {
    // One may be under way that has chosen its workers already.
    int first = workers().size() + 1 + within;
    return Eventually.answers(
            (first + count) + " collections",
            limit,
            this::workers,
            workers -> workers.size() >= first + count)
        .subList(first, first + count);
  }
}
