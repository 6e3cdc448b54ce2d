package io.hostshift.it.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.cost.PayoffRun.Load;
import io.hostshift.it.cost.PayoffRun.Result;
import io.hostshift.it.cost.PayoffRun.Variant;
import io.hostshift.it.run.CollectorCell;
import io.hostshift.it.run.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether G1 that was sized for 16 processors and has 2 now is, retuned, what G1 is that is started
 * there: rounds in which each JDK's three JVMs follow each other in an order of chance, so that a
 * ratio is one of neighbours. Each is a row of {@code docs/results/payoff-g1.tsv}, from which a
 * test reckons what {@code docs/results/payoff.md} says.
 *
 * <p>A machine may be had quiet only for a while: {@code -Dhostshift.it.payoffRounds=1} more rounds
 * are appended to those that there are; {@code -Dhostshift.it.payoffCells='JDK 17 .*'} chooses.
 */
@Tag("jdks")
@Tag("benchmark")
class G1PayoffIT {
  private static final int ROUNDS = Integer.getInteger("hostshift.it.payoffRounds", 10);
  private static final Duration WARM_UP =
      Duration.ofSeconds(Integer.getInteger("hostshift.it.payoffWarmUp", 8));
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("hostshift.it.payoffSeconds", 12));
  private static final List<Integer> VERSIONS = List.of(17, 21, 25);
  private static final List<Variant> VARIANTS =
      List.of(Variant.UNTOUCHED, Variant.RETUNED, Variant.FRESH);
  private static final Path ROWS =
      Path.of(System.getProperty("hostshift.it.payoffTable", "../docs/results/payoff-g1.tsv"));
  private static final String COLUMNS =
      "cell\tround\tvariant\tperSecond\tp99Millis\tpauses\tmarkers\tstart\tjvm\n";

  @TempDir Path folder;

  @Test
  void shouldBeAsAJvmThatIsStartedThere() throws Exception {
    Random random = new Random();
    for (int i = 0; i < ROUNDS; i++) {
      for (CollectorCell cell : cells()) {
        int round = rounds(cell) + 1;
        List<Variant> order = new ArrayList<>(VARIANTS);
        Collections.shuffle(order, random);
        StringBuilder rows = new StringBuilder();
        for (Variant variant : order) {
          String start = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
          PayoffRun run = new PayoffRun(cell, Load.DAEMON, variant, "gc.concurrent");
          Result result = run.measure(folder, WARM_UP, TIME);
          assertThat(result.perSecond()).as(run.toString()).isPositive();
          if (variant == Variant.RETUNED) {
            assertThat(result.workers()).isEqualTo("1 APPLIED");
          }
          rows.append(row(result, round, start));
        }
        // A round counts as a whole or not at all.
        append(rows.toString());
      }
    }
  }

  private static List<CollectorCell> cells() {
    String chosen = System.getProperty("hostshift.it.payoffCells", ".*");
    return CollectorCell.all().stream()
        .filter(cell -> cell.collector().equals("G1") && VERSIONS.contains(cell.version()))
        .filter(cell -> cell.toString().matches(chosen))
        .toList();
  }

  private static int rounds(CollectorCell cell) throws IOException {
    if (!Files.exists(ROWS)) {
      Files.writeString(ROWS, COLUMNS);
    }
    return Files.readAllLines(ROWS).stream()
        .map(line -> line.split("\t", -1))
        .filter(columns -> columns[0].equals(cell.toString()))
        .mapToInt(columns -> Integer.parseInt(columns[1]))
        .max()
        .orElse(0);
  }

  private static void append(String rows) throws IOException {
    Files.writeString(ROWS, rows, StandardOpenOption.APPEND);
  }

  private static String row(Result result, int round, String start) {
    return String.join(
            "\t",
            result.run().cell().toString(),
            Integer.toString(round),
            result.run().variant().title,
            String.format(Locale.ROOT, "%.0f", result.perSecond()),
            String.format(Locale.ROOT, "%.1f", result.p99Millis()),
            Integer.toString(result.pauses()),
            result.workers(),
            start,
            Jdk.of(result.run().cell().version()).build())
        + "\n";
  }
}
