package io.hostshift.it.neighbour;

import io.hostshift.it.Measured;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Wall and processor time of programs with each agent, as medians, over the empty agent. */
final class CostTable {
  /** Starts a program and says at its end how long it took: wall, user and system, in seconds. */
  static final String[] TIMED = {
    "bash", "-c", "TIMEFORMAT='took %3R %3U %3S'; time \"$@\"", "bash"
  };

  /** What that line begins with. */
  static final String SIGN = "took ";

  private final List<AgentChoice> choices;
  private final Map<AgentChoice, List<Double>> wall = new LinkedHashMap<>();
  private final Map<AgentChoice, List<Double>> processor = new LinkedHashMap<>();

  CostTable(List<AgentChoice> choices) {
    this.choices = choices;
    for (AgentChoice choice : choices) {
      wall.put(choice, new ArrayList<>());
      processor.put(choice, new ArrayList<>());
    }
  }

  /**
   * Takes one run.
   *
   * @param line as {@link #TIMED} prints it
   */
  void add(AgentChoice choice, String line) {
    String[] words = line.replace(',', '.').split(" ");
    wall.get(choice).add(1000 * Double.parseDouble(words[1]));
    processor.get(choice).add(1000 * (Double.parseDouble(words[2]) + Double.parseDouble(words[3])));
  }

  /** The median in milliseconds. */
  double wall(AgentChoice choice) {
    return Measured.median(wall.get(choice));
  }

  private double processor(AgentChoice choice) {
    return Measured.median(processor.get(choice));
  }

  /** A row for each choice; what it adds is over the second, the empty agent. */
  String markdown() {
    AgentChoice empty = choices.get(1);
    StringBuilder text =
        new StringBuilder("| | wall | added | processor | added |\n|---|---|---|---|---|\n");
    for (AgentChoice choice : choices) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.0f ms | %+.0f ms | %.0f ms | %+.0f ms |%n",
              choice.title(),
              wall(choice),
              wall(choice) - wall(empty),
              processor(choice),
              processor(choice) - processor(empty)));
    }
    return text.toString();
  }

  /** On what was measured, as a sentence. */
  static String machine(int runs) throws IOException {
    return String.format(
        "Measured on %s, %s with %d processors: medians of %d interleaved runs.%n",
        LocalDate.now(ZoneOffset.UTC),
        Measured.processor(),
        Runtime.getRuntime().availableProcessors(),
        runs);
  }
}
