package io.hostshift.it.cost;

import io.hostshift.it.cost.PayoffRun.Result;
import io.hostshift.it.cost.PayoffRun.Variant;
import io.hostshift.it.run.CollectorCell;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The turns of {@link G1PayoffIT}: the rows of one cell, and the table of {@code
 * docs/results/payoff.md} that is reckoned from those of all.
 */
final class G1PayoffPage {
  private static final Path ROWS =
      Path.of(System.getProperty("hostshift.it.payoffTable", "../docs/results/payoff-g1.tsv"));
  private static final Path PAGE =
      Path.of(System.getProperty("hostshift.it.payoffPage", "../docs/results/payoff.md"));
  private static final String HEADING = "## G1, in turns";
  private static final String TABLE =
      """
      | | | rounds | of fresh | of fresh, by processor time | p99 pause | markers | measured |
      |---|---|---|---|---|---|---|---|
      """;

  private final CollectorCell cell;
  private final List<PayoffTurn> turns = new ArrayList<>();
  private final String start = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();

  G1PayoffPage(CollectorCell cell) {
    this.cell = cell;
  }

  void add(int round, Result result) throws IOException {
    turns.add(
        new PayoffTurn(
            cell.toString(),
            round,
            result.run().variant().title,
            result.perSecond(),
            result.perCpuSecond(),
            result.p99Millis(),
            result.pauses(),
            result.workers(),
            start,
            Jdk.of(cell.version()).build(),
            Measured.processor()));
  }

  /** What a variant does for its processor time, of what the fresh JVM does, round by round. */
  Spread ofFresh(Variant variant) {
    return ofFresh(turns, variant, PayoffTurn::perCpuSecond);
  }

  /** Writes the rows, where they take the place of older ones of this cell, and the page. */
  void write() throws IOException {
    List<PayoffTurn> all = new ArrayList<>();
    if (Files.exists(ROWS)) {
      Files.readAllLines(ROWS).stream()
          .skip(1)
          .map(PayoffTurn::parse)
          .filter(turn -> !turn.cell().equals(cell.toString()))
          .forEach(all::add);
    }
    all.addAll(turns);
    Files.write(
        ROWS,
        Stream.concat(Stream.of(PayoffTurn.COLUMNS), all.stream().map(PayoffTurn::row)).toList());
    Files.writeString(PAGE, withTable(Files.readString(PAGE), table(all)));
  }

  /** What stands between the heading and the table is written by people, and stays. */
  private static String withTable(String page, String table) {
    int heading = page.indexOf(HEADING);
    int from = page.indexOf("\n|", heading) + 1;
    int end = page.indexOf("\n\n", from);
    return page.substring(0, from) + table.strip() + (end < 0 ? "\n" : page.substring(end));
  }

  private static String table(List<PayoffTurn> all) {
    StringBuilder text = new StringBuilder(TABLE);
    for (String cell : all.stream().map(PayoffTurn::cell).distinct().sorted().toList()) {
      List<PayoffTurn> its = all.stream().filter(turn -> turn.cell().equals(cell)).toList();
      for (Variant variant : Variant.values()) {
        List<PayoffTurn> rounds = of(its, variant);
        if (!rounds.isEmpty()) {
          PayoffTurn last = rounds.get(rounds.size() - 1);
          text.append(
              String.format(
                  Locale.ROOT,
                  "| %s | %s | %d | %s | %s | %.1f ms | %s | %s, %s |%n",
                  cell,
                  variant.title,
                  rounds.size(),
                  ofFresh(its, variant, PayoffTurn::perSecond),
                  ofFresh(its, variant, PayoffTurn::perCpuSecond),
                  Measured.median(rounds.stream().map(PayoffTurn::p99Millis).toList()),
                  last.markers(),
                  last.start().substring(0, 10),
                  last.machine()));
        }
      }
    }
    return text.toString();
  }

  private static List<PayoffTurn> of(List<PayoffTurn> turns, Variant variant) {
    return turns.stream().filter(turn -> turn.variant().equals(variant.title)).toList();
  }

  private static Spread ofFresh(
      List<PayoffTurn> turns, Variant variant, ToDoubleFunction<PayoffTurn> figure) {
    List<Double> ratios = new ArrayList<>();
    for (PayoffTurn turn : of(turns, variant)) {
      of(turns, Variant.FRESH).stream()
          .filter(fresh -> fresh.round() == turn.round())
          .forEach(fresh -> ratios.add(figure.applyAsDouble(turn) / figure.applyAsDouble(fresh)));
    }
    return Spread.of(ratios);
  }
}
