package io.hostshift.it.cost;

import io.hostshift.it.cost.PayoffRun.Result;
import io.hostshift.it.cost.PayoffRun.Variant;
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
 * The turns of {@link G1PayoffIT}: the rows of one story, and the table of {@code
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
      | | | rounds | of fresh | of fresh, by processor time | p99 pause | p99 order | workers | markers | measured |
      |---|---|---|---|---|---|---|---|---|---|
      """;

  private final String story;
  private final int version;
  private final List<PayoffTurn> turns = new ArrayList<>();
  private final String start = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();

  /**
   * @param story which its rows are called by
   * @param version of Java
   */
  G1PayoffPage(String story, int version) {
    this.story = story;
    this.version = version;
  }

  void add(int round, Result result) throws IOException {
    turns.add(
        new PayoffTurn(
            story,
            round,
            result.run().variant().title,
            result.perSecond(),
            result.perCpuSecond(),
            result.p99Millis(),
            result.pauses(),
            result.workers(),
            start,
            Jdk.of(version).build(),
            Measured.processor(),
            result.p99OrderMicros(),
            result.used()));
  }

  /** What a variant does for its processor time, of what another does, round by round. */
  Spread share(Variant variant, Variant of) {
    return share(of(turns, variant), of(turns, of), PayoffTurn::perCpuSecond);
  }

  /** Its 99th percentile of pauses, of the fresh JVM's: the median of both. */
  double pausesOfFresh(Variant variant) {
    return pauses(of(turns, variant)) / pauses(of(turns, Variant.FRESH));
  }

  /** The threads that a variant has worked with. */
  UsedThreads used(Variant variant) {
    return used(of(turns, variant));
  }

  /** Writes the rows, where they take the place of older ones of this story, and the page. */
  void write() throws IOException {
    List<PayoffTurn> all = new ArrayList<>();
    if (Files.exists(ROWS)) {
      Files.readAllLines(ROWS).stream()
          .skip(1)
          .map(PayoffTurn::parse)
          .filter(turn -> !turn.story().equals(story))
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
    for (String story : all.stream().map(PayoffTurn::story).distinct().sorted().toList()) {
      List<PayoffTurn> its = all.stream().filter(turn -> turn.story().equals(story)).toList();
      List<PayoffTurn> fresh = of(its, Variant.FRESH);
      for (Variant variant : Variant.values()) {
        List<PayoffTurn> rounds = of(its, variant);
        if (!rounds.isEmpty()) {
          text.append(row(variant.title, rounds, fresh));
        }
      }
      List<PayoffTurn> withAgent = of(its, Variant.WITH_AGENT);
      if (!withAgent.isEmpty()) {
        text.append(
            row(
                Variant.RETUNED.title + ", of the " + Variant.WITH_AGENT.title,
                of(its, Variant.RETUNED),
                withAgent));
      }
    }
    return text.toString();
  }

  private static String row(String title, List<PayoffTurn> rounds, List<PayoffTurn> fresh) {
    PayoffTurn last = rounds.get(rounds.size() - 1);
    UsedThreads used = used(rounds);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %s | %s | %.1f ms | %s | %s | %s | %s, %s |%n",
        last.story(),
        title,
        rounds.size(),
        share(rounds, fresh, PayoffTurn::perSecond),
        share(rounds, fresh, PayoffTurn::perCpuSecond),
        pauses(rounds),
        orders(rounds),
        used.workers(),
        used.markers(),
        last.start().substring(0, 10),
        last.machine());
  }

  private static List<PayoffTurn> of(List<PayoffTurn> turns, Variant variant) {
    return turns.stream().filter(turn -> turn.variant().equals(variant.title)).toList();
  }

  private static double pauses(List<PayoffTurn> turns) {
    return Measured.median(turns.stream().map(PayoffTurn::p99Millis).toList());
  }

  /** Empty where there were no orders. */
  private static String orders(List<PayoffTurn> turns) {
    double micros =
        Measured.median(turns.stream().map(turn -> (double) turn.p99OrderMicros()).toList());
    return micros == 0 ? "" : String.format(Locale.ROOT, "%.1f ms", micros / 1000);
  }

  private static UsedThreads used(List<PayoffTurn> turns) {
    return UsedThreads.together(turns.stream().map(PayoffTurn::used).toList());
  }

  private static Spread share(
      List<PayoffTurn> turns, List<PayoffTurn> others, ToDoubleFunction<PayoffTurn> figure) {
    List<Double> ratios = new ArrayList<>();
    for (PayoffTurn turn : turns) {
      others.stream()
          .filter(other -> other.round() == turn.round())
          .forEach(other -> ratios.add(figure.applyAsDouble(turn) / figure.applyAsDouble(other)));
    }
    return Spread.of(ratios);
  }
}
