package io.hostshift.it.cost;

import io.hostshift.it.run.Measured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Figures of the benchmarks, a line each: part, case, variant, what, value, unit, of how many runs,
 * when. A figure replaces an earlier one of the same part, case, variant and name, so that parts
 * may be run at different times.
 *
 * <p>The file is {@code target/cost/cost.tsv}, or what {@code -Dhostshift.it.costFigures} names.
 */
public final class Figures {
  /** The line of the file that names its columns. */
  private static final String HEAD = "part\tcase\tvariant\twhat\tvalue\tunit\truns\twhen\tmachine";

  private static final int KEYS = 4;

  private final String part;
  private final List<String> rows = new ArrayList<>();

  /**
   * @param part of the suite, as {@code it/benchmark --only} names it
   */
  public Figures(String part) {
    this.part = part;
  }

  /**
   * One figure.
   *
   * @param of the case, such as a JDK
   * @param variant what is compared, such as the agents
   * @param runs of how many it is the median
   */
  public Figures add(String of, String variant, String what, double value, String unit, int runs) {
    rows.add(
        String.join(
            "\t",
            part,
            of,
            variant,
            what,
            String.format(Locale.ROOT, "%.6g", value),
            unit,
            Integer.toString(runs),
            Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
            machine()));
    return this;
  }

  /** Writes them to the file, in place of what it has of the same name. */
  public void write() {
    Path file = Path.of(System.getProperty("hostshift.it.costFigures", "target/cost/cost.tsv"));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      List<String> all = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
      all.remove(HEAD);
      for (String row : rows) {
        String key = key(row);
        all.removeIf(old -> key(old).equals(key));
        all.add(row);
      }
      all.add(0, HEAD);
      Files.write(file, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows.forEach(System.out::println);
  }

  private static String key(String row) {
    return String.join("\t", List.of(row.split("\t")).subList(0, KEYS));
  }

  /** Processor, their number, and kernel. */
  private static String machine() {
    try {
      return Measured.processor()
          + ", "
          + Runtime.getRuntime().availableProcessors()
          + " processors, Linux "
          + System.getProperty("os.version").replaceAll("-.*", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One line of the file. */
  record Row(
      String part,
      String of,
      String variant,
      String what,
      double value,
      String unit,
      int runs,
      String when,
      String machine) {}

  static List<Row> read(Path file) throws IOException {
    List<Row> all = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.equals(HEAD)) {
        String[] f = line.split("\t");
        all.add(
            new Row(
                f[0],
                f[1],
                f[2],
                f[3],
                Double.parseDouble(f[4]),
                f[5],
                Integer.parseInt(f[6]),
                f[7],
                f[8]));
      }
    }
    return all;
  }

  /** The figure of that name; empty if that was not measured. */
  static OptionalDouble find(List<Row> rows, String part, String of, String variant, String what) {
    return rows.stream()
        .filter(
            row ->
                row.part().equals(part)
                    && row.of().equals(of)
                    && row.variant().equals(variant)
                    && row.what().equals(what))
        .mapToDouble(Row::value)
        .findFirst();
  }
}
