package io.hostshift.it.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lapse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a publisher costs that runs with the options of the unit in the documentation; writes the
 * page {@code docs/results/publish.md}.
 */
@Tag("long")
class PublishCostIT {
  private static final Path DOCUMENTATION = Path.of("../docs");

  /** Its classes are loaded, and what it does often is compiled. */
  private static final long WARM_SECONDS = 120;

  private static final long MEASURED_SECONDS = 300;
  private static final double MOST_PERCENT = 0.02;
  private static final long MOST_KIB = 60 * 1024;
  private static final List<Integer> JDKS = List.of(17, 25);

  @TempDir private Path folder;

  @Test
  void shouldCostNextToNothing() throws Exception {
    TreeMap<Integer, UnitPublisher> publishers = new TreeMap<>();
    try {
      for (int jdk : JDKS) {
        publishers.put(jdk, start(jdk));
      }
      Lapse.of(Duration.ofSeconds(WARM_SECONDS), "the publisher warms up");
      TreeMap<Integer, ProcessCost> before = costs(publishers);
      long begin = System.nanoTime();
      Lapse.of(Duration.ofSeconds(MEASURED_SECONDS), "over which is measured");
      TreeMap<Integer, ProcessCost> after = costs(publishers);
      double millis = (System.nanoTime() - begin) / 1e6;
      List<String> rows = new ArrayList<>();
      for (int jdk : JDKS) {
        double percent = 100 * (after.get(jdk).cpuMillis() - before.get(jdk).cpuMillis()) / millis;
        long kib = after.get(jdk).residentKib();
        String row =
            String.format(Locale.ROOT, "| %d | %.4f %% | %.1f MiB |", jdk, percent, kib / 1024.0);
        System.out.println("a publisher costs " + row);
        rows.add(row);
      }
      write(rows);
      for (int jdk : JDKS) {
        double used = after.get(jdk).cpuMillis() - before.get(jdk).cpuMillis();
        assertThat(100 * used / millis).as("percent of a core on " + jdk).isLessThan(MOST_PERCENT);
        assertThat(after.get(jdk).residentKib()).as("KiB on " + jdk).isLessThan(MOST_KIB);
      }
    } finally {
      publishers.values().forEach(UnitPublisher::close);
    }
  }

  private UnitPublisher start(int jdk) throws IOException {
    Path own = Files.createDirectories(folder.resolve(Integer.toString(jdk)));
    return UnitPublisher.start(Jdk.of(jdk), own.resolve("published.json"), own);
  }

  private static TreeMap<Integer, ProcessCost> costs(TreeMap<Integer, UnitPublisher> publishers)
      throws IOException {
    TreeMap<Integer, ProcessCost> costs = new TreeMap<>();
    for (int jdk : publishers.keySet()) {
      costs.put(jdk, publishers.get(jdk).cost());
    }
    return costs;
  }

  private static String machine() {
    int processors = Runtime.getRuntime().availableProcessors();
    return processors + " processors, Linux " + System.getProperty("os.version");
  }

  private static void write(List<String> rows) throws IOException {
    String page =
        """
        # What a publisher costs

        `PublishCostIT` (long) runs a publisher on %s, with the options of
        [the unit](../publish.md#as-a-service) and a poll each second. It takes the processor time of all threads over
        %d s, after the first %d s, from the kernel's account, and the resident memory at the end.

        | JDK | of a core | resident |
        |---|---|---|
        %s
        """
            .formatted(machine(), MEASURED_SECONDS, WARM_SECONDS, String.join("\n", rows));
    Files.writeString(DOCUMENTATION.resolve("results/publish.md"), page);
  }
}
