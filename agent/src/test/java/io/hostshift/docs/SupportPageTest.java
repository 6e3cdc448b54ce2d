package io.hostshift.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What was tried when, as the page says it, is what the results files say; {@code -Dsupport=write}
 * takes it over.
 */
class SupportPageTest {
  private static final Path RESULTS = Page.ROOT.resolve("docs/results");
  private static final Path PAGE = Page.ROOT.resolve("docs/support.md");

  @ParameterizedTest
  @ValueSource(strings = {"levers", "machines", "cases"})
  void shouldSayWhatTheResultsSay(String table) throws IOException {
    String begin = "<!-- " + table + " -->\n";
    String page = Files.readString(PAGE);
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf("<!-- end -->", from);
    String expected = "\n" + String.join("\n", table(table)) + "\n\n";
    if ("write".equals(System.getProperty("support"))) {
      page = page.substring(0, from) + expected + page.substring(to);
      Files.writeString(PAGE, page);
      to = from + expected.length();
    }

    assertThat(page.substring(from, to)).isEqualTo(expected);
  }

  private static List<String> table(String name) throws IOException {
    return switch (name) {
      case "levers" -> levers();
      case "machines" -> machines();
      default -> cases();
    };
  }

  private static List<String> levers() throws IOException {
    Map<Tried, Map<String, String>> jdks = new TreeMap<>();
    for (Map<String, String> run : rows("retune-stress.tsv")) {
      if (run.get("result").equals("clean")) {
        Tried on = new Tried(run.get("architecture"), Integer.parseInt(run.get("version")));
        jdks.computeIfAbsent(on, jdk -> new TreeMap<>())
            .merge(run.get("collector"), day(run.get("end")), SupportPageTest::later);
      }
    }
    List<String> table =
        new ArrayList<>(List.of("| processor | JDK | collector, last tried |", "|---|---|---|"));
    jdks.forEach(
        (jdk, tried) ->
            table.add(
                "| "
                    + jdk.architecture()
                    + " | "
                    + jdk.version()
                    + " | "
                    + tried.entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .collect(Collectors.joining("; "))
                    + " |"));
    return table;
  }

  /** What a run was on. */
  private record Tried(String architecture, int version) implements Comparable<Tried> {
    @Override
    public int compareTo(Tried other) {
      return Comparator.comparing((Tried tried) -> !tried.architecture.equals("x86-64"))
          .thenComparing(Tried::architecture)
          .thenComparing(Tried::version)
          .compare(this, other);
    }
  }

  private static List<String> machines() throws IOException {
    Map<String, String> machines = new TreeMap<>();
    for (Map<String, String> run : rows("cost.tsv")) {
      machines.merge(run.get("machine"), day(run.get("when")), SupportPageTest::later);
    }
    List<String> table =
        new ArrayList<>(
            List.of("| architecture, hypervisor | processor, kernel | last |", "|---|---|---|"));
    machines.forEach(
        (machine, last) -> table.add("| x86-64, KVM | " + machine + " | " + last + " |"));
    return table;
  }

  private static List<String> cases() throws IOException {
    Map<String, Integer> cases = new TreeMap<>();
    Map<String, String> last = new TreeMap<>();
    for (Map<String, String> one : rows("safety-cases.tsv")) {
      if (one.get("outcome").equals("passed")) {
        cases.merge(one.get("test"), 1, Integer::sum);
        last.merge(one.get("test"), day(one.get("when")), SupportPageTest::later);
      }
    }
    List<String> table =
        new ArrayList<>(List.of("| test | cases passed | last |", "|---|---|---|"));
    cases.forEach(
        (test, count) -> table.add("| `" + test + "` | " + count + " | " + last.get(test) + " |"));
    return table;
  }

  private static List<Map<String, String>> rows(String file) throws IOException {
    List<String> lines = Files.readAllLines(RESULTS.resolve(file));
    List<String> names = Arrays.asList(lines.get(0).split("\t"));
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split("\t", -1);
      Map<String, String> row = new TreeMap<>();
      names.forEach(name -> row.put(name, values[names.indexOf(name)]));
      rows.add(row);
    }
    return rows;
  }

  private static String later(String one, String other) {
    return Comparator.<String>naturalOrder().compare(one, other) > 0 ? one : other;
  }

  private static String day(String time) {
    return time.substring(0, 10);
  }
}
