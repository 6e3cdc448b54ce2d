package io.hostshift.it.cost;

import io.hostshift.it.cost.Figures.Row;
import io.hostshift.it.run.Jdk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What the agent may cost, and what it did. */
final class Budgets {
  private static final String OURS = "hostshift";
  private static final List<String> JDKS = Jdk.QUICK.stream().map(String::valueOf).toList();

  /** A fiftieth of jmx_exporter's start, a tenth of OpenTelemetry's first minute. */
  private static final double OF_JMX_EXPORTER = 1 / 50.0;

  private static final double OF_OPENTELEMETRY = 0.1;

  /** Two runs of the same differ by that much on a machine that others share. */
  private static final double NOISE = 1.05;

  /** Why a budget is not met where it is not, by its name. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "wall time added at start",
          "on the main thread the JVM loads and verifies six classes and starts a thread; the"
              + " rest is time that other work on this machine takes, and the empty agent's shorter"
              + " start meets less of it",
          "of jmx_exporter's start",
          "a fiftieth of it is little more than what loading and verifying six classes takes",
          "processor time of a poll",
          "a poll takes six CPUID leaves, each an exit to the hypervisor of some 4 µs, and"
              + " three or four files of /proc and /sys, each four system calls: 60 µs if the same"
              + " thread does nothing else. The rest is waking up, on a processor whose caches others"
              + " have used meanwhile",
          "share of a core at 1 s",
          "after a second of sleep neither the caches nor the branch predictors know the poll,"
              + " so it takes several times as long as when it comes a hundred times a second, in the"
              + " kernel as in Java",
          "allocated by a poll",
          "to open and close a file java.io allocates some 160 bytes, and 260 on 8, which"
              + " encodes the name anew. In the first minutes the interpreter runs what is called"
              + " once a second, and allocates what compiled code does not: at 10 ms, in the table"
              + " below, it is less",
          "resident memory",
          "the JDK itself takes what *MBean server alone* shows, for the MBeans that the agent"
              + " has to register; on 25 it also reads JFR's views and settings for the help of its"
              + " diagnostic commands. The just-in-time compilers keep the memory that they needed to"
              + " compile a start. The heap that a start allocates is touched once, and from the next"
              + " collection on it is the application's; a JVM that works has touched it anyway",
          "CPU in the first minute",
          "more than half of it, by profile, is the platform's MBean server and JNA, each loaded once",
          "of OpenTelemetry's first minute",
          "the platform's MBean server and JNA, which is loaded for CPUID, are more than half of it",
          "detection",
          "it is the same at each interval, so it is not the wait for a poll. Most likely the"
              + " emulator on the new host has to translate every instruction anew, the kernel's, the"
              + " JVM's and the agent's, on processors that it shares with other work of this machine",
          "availableProcessors()",
          "the reason was not found: the flag's answer is read from a variable; the machine had"
              + " far more to run than it has processors");

  private final List<Row> rows;
  private final StringBuilder table = new StringBuilder();
  private final List<String> missed = new ArrayList<>();

  Budgets(List<Row> rows) {
    this.rows = rows;
  }

  /** As a table in Markdown, with what is missed and why below it. */
  String markdown() {
    table.append("| what | budget | measured | |\n|---|---|---|---|\n");
    for (String jdk : JDKS) {
      start(jdk);
    }
    for (String jdk : JDKS) {
      minute(jdk);
    }
    for (String jdk : JDKS) {
      String of = "JDK " + jdk + ", idle";
      atMost(
          "processor time of a poll",
          ", JDK " + jdk,
          find("standing", of, OURS + ", 10 ms", "processor time a poll"),
          150,
          "µs");
      atMost(
          "share of a core at 1 s",
          ", JDK " + jdk,
          find("standing", of, OURS, "own share"),
          0.02,
          "%");
      atMost(
          "allocated by a poll",
          ", JDK " + jdk,
          find("standing", of, OURS, "allocated a poll"),
          1024,
          "bytes");
      atMost(
          "resident memory",
          ", JDK " + jdk,
          find("standing", of, OURS, "resident added"),
          12,
          "MiB");
    }
    for (String jdk : JDKS) {
      String of = "settings, JDK " + jdk;
      atMost(
          "event to last setting",
          ", warm, JDK " + jdk,
          find("detection", of, OURS, "warm"),
          20,
          "ms");
      atMost(
          "event to last setting",
          ", first, JDK " + jdk,
          find("detection", of, OURS, "first"),
          150,
          "ms");
    }
    detection("1s", 1000);
    detection("100ms", 100);
    detection("10ms", 10);
    rows.stream()
        .filter(row -> row.part().equals("processors") && !row.variant().equals("plain"))
        .forEach(
            row ->
                atMost(
                    "availableProcessors()",
                    ", " + row.variant() + ", " + row.of(),
                    OptionalDouble.of(row.value()),
                    find("processors", row.of(), "plain", "a call").orElse(0) * NOISE,
                    "ns"));
    missed.stream()
        .distinct()
        .forEach(
            name ->
                table
                    .append("\n**")
                    .append(name)
                    .append("**, where it is more: ")
                    .append(LIMITS.getOrDefault(name, "not understood yet"))
                    .append(".\n"));
    return table.toString();
  }

  private void start(String jdk) {
    String of = "hello, JDK " + jdk;
    OptionalDouble empty = find("start", of, AgentChoice.EMPTY, "wall");
    OptionalDouble ours = find("start", of, OURS, "wall");
    OptionalDouble exporter = find("start", of, "jmx_exporter", "wall");
    if (empty.isPresent() && ours.isPresent() && exporter.isPresent()) {
      double added = ours.getAsDouble() - empty.getAsDouble();
      double theirs = exporter.getAsDouble() - empty.getAsDouble();
      atMost("wall time added at start", ", JDK " + jdk, OptionalDouble.of(added), 5, "ms");
      atMost(
          "of jmx_exporter's start",
          ", JDK " + jdk,
          OptionalDouble.of(added),
          theirs * OF_JMX_EXPORTER,
          "ms");
    }
  }

  private void minute(String jdk) {
    String of = "JDK " + jdk + ", idle";
    OptionalDouble own = find("standing", of, OURS, "first minute, own threads");
    OptionalDouble empty = find("standing", of, AgentChoice.EMPTY, "first minute, process");
    OptionalDouble other = find("standing", of, "OpenTelemetry", "first minute, process");
    atMost("CPU in the first minute", ", JDK " + jdk, own, 350, "ms");
    if (empty.isPresent() && other.isPresent()) {
      atMost(
          "of OpenTelemetry's first minute",
          ", JDK " + jdk,
          own,
          (other.getAsDouble() - empty.getAsDouble()) * OF_OPENTELEMETRY,
          "ms");
    }
  }

  private void detection(String interval, int millis) {
    atMost(
        "detection",
        ", median, interval " + interval,
        find("detection", interval, OURS, "median without what was stolen"),
        millis / 2.0 + 30,
        "ms");
    atMost(
        "detection",
        ", worst, interval " + interval,
        find("detection", interval, OURS, "worst without what was stolen"),
        millis + 100,
        "ms");
  }

  private OptionalDouble find(String part, String of, String variant, String what) {
    return Figures.find(rows, part, of, variant, what);
  }

  private void atMost(
      String name, String detail, OptionalDouble measured, double budget, String unit) {
    if (measured.isEmpty()) {
      return;
    }
    double value = measured.getAsDouble();
    boolean met = value <= budget;
    if (!met) {
      missed.add(name);
    }
    table.append(
        String.format(
            Locale.ROOT,
            "| %s%s | at most %s %s | %s %s | %s |%n",
            name,
            detail,
            number(budget),
            unit,
            number(value),
            unit,
            met ? "met" : "missed by " + number(value - budget) + " " + unit));
  }

  /** With three digits that count. */
  static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.4f";
    String text = String.format(Locale.ROOT, format, value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }
}
