package io.hostshift.it.cost;

import io.hostshift.it.cost.PayoffRun.Load;
import io.hostshift.it.cost.PayoffRun.Result;
import io.hostshift.it.cost.PayoffRun.Variant;
import io.hostshift.it.run.CollectorCell;
import io.hostshift.it.run.Measured;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The results of the payoff's measurement, as tables in Markdown; each figure is a median. */
final class PayoffTable {
  private final List<Result> results = new ArrayList<>();
  private final Duration time;
  private final Instant start = Instant.now();

  /**
   * @param time that each JVM was measured for
   */
  PayoffTable(Duration time) {
    this.time = time;
  }

  void add(Result result) {
    results.add(result);
  }

  String markdown(int rounds) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("Measured from ")
        .append(start.truncatedTo(ChronoUnit.MINUTES))
        .append(" to ")
        .append(Instant.now().truncatedTo(ChronoUnit.MINUTES))
        .append(" on ")
        .append(Measured.processor())
        .append(", ")
        .append(Runtime.getRuntime().availableProcessors())
        .append(" processors: each JVM ")
        .append(time.toSeconds())
        .append(" s, ")
        .append(rounds)
        .append(" interleaved rounds, medians.\n");
    for (Load load : Load.values()) {
      text.append("\n## ").append(load.title).append("\n\n");
      text.append("| | | a second | of fresh | p99 pause | pauses | workers |\n");
      text.append("|---|---|---|---|---|---|---|\n");
      results.stream()
          .map(result -> result.run().cell())
          .distinct()
          .forEach(cell -> rows(cell, load, text));
    }
    return text.toString();
  }

  private void rows(CollectorCell cell, Load load, StringBuilder text) {
    double fresh = median(of(new PayoffRun(cell, load, Variant.FRESH)), Result::perSecond);
    for (Variant variant : Variant.values()) {
      List<Result> runs = of(new PayoffRun(cell, load, variant));
      if (!runs.isEmpty()) {
        double perSecond = median(runs, Result::perSecond);
        text.append(
            String.format(
                Locale.ROOT,
                "| %s | %s | %,.0f | %.0f %% | %.1f ms | %.0f | %s |%n",
                cell,
                variant.title,
                perSecond,
                100 * perSecond / fresh,
                median(runs, Result::p99Millis),
                median(runs, Result::pauses),
                runs.get(runs.size() - 1).workers()));
      }
    }
  }

  private List<Result> of(PayoffRun run) {
    return results.stream().filter(result -> result.run().equals(run)).toList();
  }

  private static double median(List<Result> runs, ToDoubleFunction<Result> figure) {
    return Measured.median(runs.stream().map(figure::applyAsDouble).toList());
  }
}
