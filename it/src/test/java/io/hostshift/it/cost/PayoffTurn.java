package io.hostshift.it.cost;

import java.util.Locale;

/**
 * What one JVM did in one turn: a row of {@code docs/results/payoff-g1.tsv}.
 *
 * @param perSecond operations
 * @param perCpuSecond operations for each second of processor time
 * @param p99Millis of its pauses
 * @param markers the setting, and its state
 * @param p99OrderMicros of the orders of a service, from when they were due; 0 of another load
 * @param used the threads of its collections and cycles, by its log
 * @param start of the first turn, by the ISO 8601 standard
 */
record PayoffTurn(
    String story,
    int round,
    String variant,
    double perSecond,
    double perCpuSecond,
    double p99Millis,
    int pauses,
    String markers,
    String start,
    String jvm,
    String machine,
    long p99OrderMicros,
    UsedThreads used) {
  static final String COLUMNS =
      "story\tround\tvariant\tperSecond\tperCpuSecond\tp99Millis\tpauses\tmarkers\tstart\tjvm\tmachine"
          + "\tp99OrderMicros\tusedWorkers\tusedMarkers";

  static PayoffTurn parse(String row) {
    String[] columns = row.split("\t", -1);
    return new PayoffTurn(
        columns[0],
        Integer.parseInt(columns[1]),
        columns[2],
        Double.parseDouble(columns[3]),
        Double.parseDouble(columns[4]),
        Double.parseDouble(columns[5]),
        Integer.parseInt(columns[6]),
        columns[7],
        columns[8],
        columns[9],
        columns[10],
        Long.parseLong(columns[11]),
        new UsedThreads(columns[12], columns[13]));
  }

  String row() {
    return String.join(
        "\t",
        story,
        Integer.toString(round),
        variant,
        String.format(Locale.ROOT, "%.0f", perSecond),
        String.format(Locale.ROOT, "%.0f", perCpuSecond),
        String.format(Locale.ROOT, "%.1f", p99Millis),
        Integer.toString(pauses),
        markers,
        start,
        jvm,
        machine,
        Long.toString(p99OrderMicros),
        used.workers(),
        used.markers());
  }
}
