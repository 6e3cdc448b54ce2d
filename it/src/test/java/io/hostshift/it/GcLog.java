package io.hostshift.it;

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

/**
 * The workers that each collection has used, as the JVM itself logs them: written by {@code
 * -Xlog:gc+task=trace:file=…} on JDK 17 and later.
 */
public final class GcLog {
  /** What G1 uses for a pause, and what Parallel has chosen for the next. */
  private static final Pattern WORKERS =
      Pattern.compile(
          "GC\\((\\d+)\\) (?:Using (\\d+) workers of \\d+ for evacuation"
              + "|WorkerPolicy::calc_default_active_workers.* new_active_workers: (\\d+))");

  private final Path file;

  public GcLog(Path file) {
    this.file = file;
  }

  /** The option that makes a JVM write it. */
  public String option() {
    return "-Xlog:gc+task=trace:file=" + file + "::filecount=0";
  }

  /** Workers used by each stop-the-world collection so far, the oldest first. */
  public List<Integer> workers() {
    TreeMap<Integer, Integer> byCollection = new TreeMap<>();
    try {
      if (Files.exists(file)) {
        // A line that is being written is not a line yet, and must not be decoded as one.
        for (String line :
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).split("\n")) {
          Matcher found = WORKERS.matcher(line);
          if (found.find()) {
            String workers = found.group(2) == null ? found.group(3) : found.group(2);
            byCollection.put(Integer.valueOf(found.group(1)), Integer.valueOf(workers));
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
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      List<Integer> now = workers();
      if (now.size() >= first + count) {
        return now.subList(first, first + count);
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "no " + (first + count) + " collections within " + limit + ": " + now);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for collections", e);
      }
    }
  }
}
