package io.hostshift.it.cost;

import io.hostshift.it.cost.Figures.Row;
import io.hostshift.it.run.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes the page of what the agent costs from the figures that were measured, whenever that was.
 * {@code it/benchmark} calls it: figures, page, the project's folder, the folder of the JDKs.
 */
final class CostPage {
  private static final Map<String, String> TITLES = titles();

  private static final String HEAD =
      """
      # What it costs

      `it/benchmark` measures all of this and writes this page; each part says when. `it/benchmark --help` names
      the parts. Figures are medians of interleaved runs, in whole processes, by the kernel's own accounts;
      [cost.tsv](cost.tsv) has all of them. In CI `CostGateIT` compares these costs with those of
      others in the same run, and fails if a ratio has worsened by more than a third.

      """;

  /** Which of the parent POM's properties name what is compared. */
  private static final Map<String, String> PEERS =
      Map.of(
          "jmxexporter.version", "jmx_exporter",
          "elastic.agent.version", "Elastic APM",
          "opentelemetry.agent.version", "OpenTelemetry",
          "datadog.agent.version", "Datadog",
          "springboot.version", "Spring Boot",
          "hdrhistogram.version", "HdrHistogram",
          "jmh.version", "JMH");

  private final List<Row> rows;

  private CostPage(List<Row> rows) {
    this.rows = rows;
  }

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put(
        "start",
        """
        ## Start

        Two programs: one says hello and ends, the other is an application with Spring Boot, until it serves.
        *Added* is the difference to an agent whose `premain` is empty. The agent's own thread begins a tenth of a second
        after `premain`. If the application is still starting then, the two compete for the processors, of which there
        are two here.
        """);
    titles.put(
        "standing",
        """
        ## Standing

        JVMs side by side, idle or doing a little work fifty times a second. *Own* means the agent's threads.
        *Added* is the difference to the empty agent. The pause meter does what jHiccup does, which is not on Maven
        Central: it sleeps for a millisecond and records how much longer that took. jmx_exporter is scraped
        once a second.
        """);
    titles.put(
        "detection",
        """
        ## Detection

        The first table is of live migrations of a guest that QEMU emulates: from the moment at which it runs on the
        destination to the event, by the guest's own clock. *Stolen* is what this machine withheld from a processor
        of the guest meanwhile. The second table is not emulated: from an event to the line in the log that follows the
        last setting, for a JVM's first event and for later ones.
        """);
    titles.put(
        "growth",
        """
        ## Growth

        All on JDK 17. *Hooking* is the processor time that the agent's thread takes until all loaded classes that ask
        for the processors, one in fifty, have their hooks. Each JVM of a guest asks the metadata services for itself,
        twice a minute if the service does not offer to wait for news; that is too little to be worth sharing.
        Notices are shared: one JVM asks for them, and the others of its user read them. A publisher tells them
        what only root may read; each of them looks at its file besides what it reads itself.
        """);
    titles.put(
        "processors",
        """
        ## availableProcessors()

        The time of a call, by JMH: without an agent (*plain*), with the number written into the flag, and hooked. Without
        an agent JDK 21 and newer ask the kernel at each call (sched_getaffinity, counted by strace); 8 to 17 take this
        machine for a container, whose limits they read again every 20 ms and keep in between.
        """);
    return titles;
  }

  public static void main(String[] args) throws IOException {
    Path figures = Path.of(args[0]);
    CostPage page = new CostPage(Figures.read(figures));
    Files.writeString(Path.of(args[1]), page.markdown(Path.of(args[2]), Path.of(args[3])));
  }

  private String markdown(Path project, Path machines) throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    text.append("Machine: ").append(distinct(Row::machine)).append(", a KVM guest. JDKs: ");
    text.append(jdks(machines)).append(". Beside it: ").append(peers(project)).append(".\n\n");
    text.append("## Budgets\n\n").append(new Budgets(rows).markdown()).append('\n');
    for (Map.Entry<String, String> part : TITLES.entrySet()) {
      List<Row> of = rows.stream().filter(row -> row.part().equals(part.getKey())).toList();
      if (!of.isEmpty()) {
        text.append(part.getValue()).append('\n').append(measured(of)).append("\n\n");
        text.append(part.getKey().equals("growth") ? byCase(of) : tables(of)).append('\n');
      }
    }
    return text.toString().stripTrailing() + "\n";
  }

  private String distinct(java.util.function.Function<Row, String> field) {
    return rows.stream().map(field).distinct().collect(Collectors.joining("; "));
  }

  private static String measured(List<Row> rows) {
    List<String> times = rows.stream().map(Row::when).sorted().toList();
    String first = times.get(0).replace("T", " ").replace(":00Z", " UTC");
    String last = times.get(times.size() - 1).replace("T", " ").replace(":00Z", " UTC");
    return "Measured "
        + (first.equals(last) ? "at " + first : "from " + first + " to " + last)
        + ".";
  }

  /** Cases with the same columns are one table, a row for each case and variant. */
  private static String tables(List<Row> rows) {
    Map<List<String>, List<String>> casesByColumns = new LinkedHashMap<>();
    for (String of : rows.stream().map(Row::of).distinct().sorted(CostPage::byNumber).toList()) {
      List<String> columns =
          rows.stream()
              .filter(row -> row.of().equals(of))
              .map(row -> row.what() + (row.unit().isEmpty() ? "" : ", " + row.unit()))
              .distinct()
              .toList();
      casesByColumns.computeIfAbsent(columns, first -> new ArrayList<>()).add(of);
    }
    StringBuilder text = new StringBuilder();
    casesByColumns.forEach(
        (columns, cases) -> {
          text.append(text.isEmpty() ? "" : "\n").append("| | |");
          columns.forEach(column -> text.append(' ').append(column).append(" |"));
          text.append(
              columns.contains("wall, ms") ? " wall added | processor added | of |" : " of |");
          text.append("\n|---|---|").append("---|".repeat(columns.size()));
          text.append(columns.contains("wall, ms") ? "---|---|---|\n" : "---|\n");
          cases.forEach(of -> line(rows, of, columns, text));
        });
    return text.toString();
  }

  private static void line(List<Row> rows, String of, List<String> columns, StringBuilder text) {
    List<Row> ofCase = rows.stream().filter(row -> row.of().equals(of)).toList();
    for (String variant : ofCase.stream().map(Row::variant).distinct().toList()) {
      text.append("| ").append(of).append(" | ").append(variant).append(" |");
      int runs = 0;
      for (String column : columns) {
        String cell = "";
        for (Row row : ofCase) {
          boolean here =
              column.equals(row.what() + (row.unit().isEmpty() ? "" : ", " + row.unit()));
          if (here && row.variant().equals(variant)) {
            cell = Budgets.number(row.value());
            runs = Math.max(runs, row.runs());
          }
        }
        text.append(' ').append(cell).append(" |");
      }
      if (columns.contains("wall, ms")) {
        text.append(added(ofCase, variant, "wall")).append(added(ofCase, variant, "processor"));
      }
      text.append(' ').append(runs).append(" |\n");
    }
  }

  private static String added(List<Row> rows, String variant, String what) {
    double empty = value(rows, AgentChoice.EMPTY, what);
    return " " + Budgets.number(value(rows, variant, what) - empty) + " ms |";
  }

  private static double value(List<Row> rows, String variant, String what) {
    return rows.stream()
        .filter(row -> row.variant().equals(variant) && row.what().equals(what))
        .mapToDouble(Row::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Cases that have little in common: a line each. */
  private static String byCase(List<Row> rows) {
    StringBuilder text = new StringBuilder("| | | |\n|---|---|---|\n");
    rows.stream()
        .sorted((a, b) -> byNumber(a.of(), b.of()))
        .forEach(
            row ->
                text.append("| ")
                    .append(row.of())
                    .append(" | ")
                    .append(row.what())
                    .append(" | ")
                    .append(Budgets.number(row.value()))
                    .append(' ')
                    .append(row.unit())
                    .append(" |\n"));
    return text.toString();
  }

  /** By what is counted, then by how many: "10 pools" before "100 pools". */
  private static int byNumber(String one, String other) {
    int words = one.replaceAll("[0-9,]+", "").compareTo(other.replaceAll("[0-9,]+", ""));
    return words != 0 ? words : Long.compare(digits(one), digits(other));
  }

  private static long digits(String text) {
    String digits = text.replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  private static String jdks(Path machines) throws IOException {
    List<String> versions = new ArrayList<>();
    for (int version : Jdk.MATRIX) {
      Path release = machines.resolve("jdk/" + version + "/release");
      // Debian's 8 has none.
      String text = Files.exists(release) ? Files.readString(release) : "";
      Matcher matcher = Pattern.compile("JAVA_VERSION=\"([^\"]+)\"").matcher(text);
      versions.add(matcher.find() ? matcher.group(1) : Integer.toString(version));
    }
    return String.join(", ", versions);
  }

  private static String peers(Path project) throws IOException {
    String pom = Files.readString(project.resolve("pom.xml"));
    return PEERS.entrySet().stream()
        .map(
            peer -> {
              Matcher version = Pattern.compile("<" + peer.getKey() + ">([^<]+)<").matcher(pom);
              return peer.getValue() + (version.find() ? " " + version.group(1) : "");
            })
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
