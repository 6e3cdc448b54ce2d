package io.hostshift.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page of what the tests notice, made of the XML reports of the mutation tool; a package that
 * was not run now keeps its row.
 */
final class MutationPage {
  private static final Pattern MUTATION =
      Pattern.compile("<mutation detected='(true|false)' status='(\\w+)'");
  private static final Pattern ROW =
      Pattern.compile("^\\| `([\\w.]+)` \\|.*\\|$", Pattern.MULTILINE);
  private static final String HEAD =
      """
      # What the tests notice

      `it/mutation` changes the code of the packages that decide, in many small ways, one at a time. For each
      change it runs the unit tests of the package, of its stage, of reporting, and all others that name a class of
      the package. A change that none of them notices survives: either it changes nothing, or an assertion is missing,
      or only an integration test would notice. The score is the share of the changes that a test noticed. The run
      writes this page.

      | package | changes | noticed | survived | in lines that no test runs | score | run |
      |---|---|---|---|---|---|---|
      """;

  private final SortedMap<String, String> rows = new TreeMap<>();

  private MutationPage() {}

  /** Arguments: the folder of reports, the page, and the packages that were run now. */
  public static void main(String[] arguments) throws IOException {
    Path page = Path.of(arguments[1]);
    MutationPage made = of(Files.exists(page) ? Files.readString(page) : "");
    for (String name : List.of(arguments).subList(2, arguments.length)) {
      Path report = Path.of(arguments[0]).resolve(name).resolve("mutations.xml");
      made.add(name, Files.readString(report), LocalDate.now(ZoneOffset.UTC));
    }
    Files.writeString(page, made.toString());
  }

  /** The page as it was. */
  static MutationPage of(String text) {
    MutationPage page = new MutationPage();
    Matcher row = ROW.matcher(text);
    while (row.find()) {
      page.rows.put(row.group(1), row.group());
    }
    return page;
  }

  /**
   * Takes what came of a package.
   *
   * @throws IOException where the report has no change at all, which is no result
   */
  void add(String name, String report, LocalDate day) throws IOException {
    int all = 0;
    int noticed = 0;
    int unrun = 0;
    Matcher mutation = MUTATION.matcher(report);
    while (mutation.find()) {
      all++;
      noticed += mutation.group(1).equals("true") ? 1 : 0;
      unrun += mutation.group(2).equals("NO_COVERAGE") ? 1 : 0;
    }
    if (all == 0) {
      throw new IOException("no change of " + name + " in its report");
    }
    rows.put(
        name,
        String.format(
            Locale.ROOT,
            "| `%s` | %d | %d | %d | %d | %d %% | %s |",
            name,
            all,
            noticed,
            all - noticed - unrun,
            unrun,
            100 * noticed / all,
            day));
  }

  @Override
  public String toString() {
    return rows.values().stream().collect(Collectors.joining("\n", HEAD, "\n"));
  }
}
