package io.hostshift.it.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.cost.PayoffRun.Load;
import io.hostshift.it.cost.PayoffRun.Result;
import io.hostshift.it.cost.PayoffRun.Variant;
import io.hostshift.it.run.CollectorCell;
import io.hostshift.it.run.GcLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What retuning is worth: a JVM that was sized for 16 processors and has 2 now, not retuned,
 * retuned, and a JVM that is started there, in turns. The tables are written to {@code
 * target/payoff}; they mean something on a machine that does nothing else.
 *
 * <p>{@code -Dhostshift.it.payoffSeconds=6} sets how long each JVM is measured, {@code
 * -Dhostshift.it.payoffRounds=2} how often; {@code -Dhostshift.it.payoffCells='JDK 17 .*'} chooses
 * the cells. As it is, it takes a quarter of an hour.
 */
@Tag("jdks")
@Tag("benchmark")
class PayoffIT {
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("hostshift.it.payoffSeconds", 6));
  private static final int ROUNDS = Integer.getInteger("hostshift.it.payoffRounds", 2);
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Path RESULTS = Path.of("target", "payoff");

  @TempDir Path folder;

  @Test
  void shouldBeWorthWhatTheTableSays() throws Exception {
    PayoffTable table = new PayoffTable(TIME);
    Path target = Files.createDirectories(RESULTS);
    Path runs =
        Files.writeString(
            target.resolve("runs.tsv"),
            "cell\tload\tvariant\tperSecond\tp99Millis\tpauses\tworkers\n");
    for (int round = 1; round <= ROUNDS; round++) {
      for (PayoffRun run : runs()) {
        Result result = run.measure(folder, WARM_UP, TIME);
        table.add(result);
        Files.writeString(runs, row(result), StandardOpenOption.APPEND);
        Files.writeString(target.resolve("payoff.md"), table.markdown(round));
        assertThat(result.perSecond()).as(run.toString()).isPositive();
        assertTuned(result);
      }
    }
  }

  /** All of them: a cell's variants follow each other, so that they meet the same machine. */
  private static List<PayoffRun> runs() {
    String chosen = System.getProperty("hostshift.it.payoffCells", ".*");
    List<PayoffRun> runs = new ArrayList<>();
    for (CollectorCell cell : CollectorCell.all()) {
      boolean measured =
          List.of(17, 25).contains(cell.version())
              && cell.hasLever()
              && !cell.collector().equals("Shenandoah, generational")
              && cell.toString().matches(chosen);
      for (Load load : measured ? Load.values() : new Load[0]) {
        boolean gang = cell.collector().equals("G1") && load == Load.SERVICE;
        runs.add(new PayoffRun(cell, load, Variant.UNTOUCHED));
        runs.add(new PayoffRun(cell, load, Variant.RETUNED));
        if (gang) {
          runs.add(new PayoffRun(cell, load, Variant.GANG));
        }
        runs.add(new PayoffRun(cell, load, Variant.FRESH));
      }
    }
    assertThat(runs).as("cells that match " + chosen).isNotEmpty();
    return runs;
  }

  /** What was measured as retuned must have been. */
  private static void assertTuned(Result result) {
    boolean floor =
        result.run().load() == Load.SERVICE
            && (result.run().cell().log() == GcLog.Format.G1
                || result.run().cell().log() == GcLog.Format.PARALLEL);
    switch (result.run().variant()) {
      case RETUNED -> assertThat(result.workers()).endsWith(floor ? "FLOOR" : "APPLIED");
      case GANG -> assertThat(result.workers()).isEqualTo("2 APPLIED");
      case UNTOUCHED -> assertThat(result.workers()).endsWith("LEFT");
      case FRESH -> assertThat(result.workers()).isEmpty();
    }
  }

  private static String row(Result result) {
    PayoffRun run = result.run();
    return String.join(
            "\t",
            run.cell().toString(),
            run.load().title,
            run.variant().title,
            Double.toString(result.perSecond()),
            Double.toString(result.p99Millis()),
            Integer.toString(result.pauses()),
            result.workers())
        + "\n";
  }
}
