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

  /** Why a budget is not met where it is not, and what was tried, by its name. */
  private static final Map<String, String> LIMITS =
      Map.ofEntries(
          Map.entry(
              "wall time added at start",
              "on the main thread the JVM loads and verifies six classes and starts a thread; the"
                  + " rest is time that other work on this machine takes, and the empty agent's"
                  + " shorter start meets less of it"),
          Map.entry(
              "of jmx_exporter's start",
              "a fiftieth of it is little more than what loading and verifying six classes takes"),
          Map.entry(
              "added to Spring Boot's start",
              "the agent's own thread begins a tenth of a second after `premain`, and its MBeans come"
                  + " a second later, with the JDK's MBean server; in all some 250 ms of processor time,"
                  + " and as much again goes to the compilers. The application has both processors busy"
                  + " then. They cannot come later: two seconds after the start clients may ask for"
                  + " them"),
          Map.entry(
              "processor time of a poll",
              "a poll takes three or four files of /proc and /sys and a call for the affinity:"
                  + " 60 µs if the same thread does nothing else. The rest is waking up, on a processor"
                  + " whose caches others have used meanwhile"),
          Map.entry(
              "processor time of a poll a second after the last",
              "after a second of sleep neither the caches nor the branch predictors know the poll,"
                  + " so it takes several times as long as when it comes a hundred times a second, in"
                  + " the kernel as in Java. Where a poll took 410 µs, a Java thread that woke once a"
                  + " second and did nothing else took 75 µs, and one that read three files of /sys"
                  + " 110 µs (17). In use: files of the kernel that stay open, CPUID"
                  + " only at each eighth poll, settings compared at each sixteenth. Tried and left:"
                  + " to ask for the affinity by JNA's direct mapping, which takes 16 µs instead of"
                  + " 73 µs, but 35 to 60 ms and 1 to 2 MiB more at the start"),
          Map.entry(
              "share of a core at 1 s",
              "this is the time of such a poll, once a second, and that of the thread that hears"
                  + " the network's announcements. Where a host has announced a move, polls are up"
                  + " to ten seconds apart"),
          Map.entry(
              "allocated by a poll",
              "to open and close a file java.io allocates some 160 bytes, and 260 on 8, which"
                  + " encodes the name anew. In the first minutes the interpreter runs what is called"
                  + " once a second, and allocates what compiled code does not: at 10 ms, in the table"
                  + " below, it is less"),
          Map.entry(
              "resident memory",
              "the JDK itself takes what *MBean server alone* shows, for the MBeans that the agent"
                  + " has to register; on 25 it also reads JFR's views and settings for the help of its"
                  + " diagnostic commands. Not tried: to register them only when somebody connects, which a"
                  + " client that asks at once could tell"),
          Map.entry(
              "resident memory beyond the MBean server",
              "on 17 it is 5 MiB of class data for some 600 classes and their names, 1 MiB of"
                  + " packed classes that are at hand in case the jar is replaced, what the"
                  + " just-in-time compilers needed to compile a start, and heap: a start allocates"
                  + " 14 MB, touched once, which from the next collection on is the application's; a"
                  + " JVM that works has touched it anyway. Why it is more on 8 was not found out"),
          Map.entry(
              "CPU in the first minute",
              "by the times at which classes are loaded (17), two fifths of it are the platform's MBean"
                  + " server; in the rest some 600 classes of the agent and of JNA are loaded. On"
                  + " 2026-11-26 it was 191 to 225 ms; since 2026-11-28 some 160 classes have come, for"
                  + " the breaker, for what is checked before a write and for the published page, of which"
                  + " 49 are lambdas. In use: no JSON library before it is needed, one buffer for all"
                  + " classes. Tried and left: to make classes of the lambdas beforehand, by Retrolambda,"
                  + " which has had no release since 2019. In the first five seconds, beside other work,"
                  + " that took 441 ms instead of 526 on 8, 535 instead of 585 on 17 and 723 instead of"
                  + " 770 on 25 (medians of five)"),
          Map.entry(
              "of OpenTelemetry's first minute",
              "the platform's MBean server alone is two fifths of it"),
          Map.entry(
              "detection",
              "it is the same at each interval, so it is not the wait for a poll. Most likely the"
                  + " emulator on the new host has to translate every instruction anew, the kernel's, the"
                  + " JVM's and the agent's, on processors that it shares with other work of this"
                  + " machine"),
          Map.entry(
              "availableProcessors()",
              "the reason was not found: the flag's answer is read from a variable; the machine had"
                  + " far more to run than it has processors"));

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
      application(jdk);
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
          "processor time of a poll a second after the last",
          ", JDK " + jdk,
          find("standing", of, OURS, "processor time a poll"),
          60,
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
      atMost(
          "resident memory beyond the MBean server",
          ", JDK " + jdk,
          less(
              find("standing", of, OURS, "resident added"),
              find("standing", of, "MBean server alone", "resident added")),
          jdk.equals("8") ? 12 : 6,
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

  /** The share of Spring Boot's start that the agent adds to it. */
  private void application(String jdk) {
    String of = "Spring Boot, JDK " + jdk;
    OptionalDouble empty = find("start", of, AgentChoice.EMPTY, "wall");
    OptionalDouble added = less(find("start", of, OURS, "wall"), empty);
    if (added.isPresent()) {
      atMost(
          "added to Spring Boot's start",
          ", JDK " + jdk,
          OptionalDouble.of(100 * added.getAsDouble() / empty.getAsDouble()),
          2,
          "%");
    }
  }

  private static OptionalDouble less(OptionalDouble one, OptionalDouble other) {
    return one.isPresent() && other.isPresent()
        ? OptionalDouble.of(one.getAsDouble() - other.getAsDouble())
        : OptionalDouble.empty();
  }

  private void minute(String jdk) {
    String of = "JDK " + jdk + ", idle";
    OptionalDouble own = find("standing", of, OURS, "first minute, own threads");
    OptionalDouble empty = find("standing", of, AgentChoice.EMPTY, "first minute, process");
    OptionalDouble other = find("standing", of, "OpenTelemetry", "first minute, process");
    atMost("CPU in the first minute", ", JDK " + jdk, own, 120, "ms");
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
