package io.hostshift.it.qemu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;

/**
 * The page {@code docs/results/architectures.md}: what was seen on processors other than x86-64,
 * with versions and the day. A run replaces the rows of what it has tried itself.
 */
final class ArchitecturePage {
  private static final Path PAGE = Path.of("../docs/results/architectures.md");
  private static final String HEAD =
      """
      # Other processors than x86-64

      Guests under QEMU, which emulates their processors: what was seen of a JVM with the agent in them, written
      by the tests that are named. No real machine of these kinds was tried.

      | processor | what | seen | kernel, JDK, QEMU | test | last |
      |---|---|---|---|---|---|
      """;

  private final String test;

  /**
   * @param test whose rows these are
   */
  ArchitecturePage(Class<?> test) {
    this.test = test.getSimpleName();
  }

  /**
   * Takes over what was seen.
   *
   * @param machine on which the guest is now
   * @param what was done
   * @param seen what came of it
   */
  void saw(GuestMachine machine, String what, String seen) {
    String begin = "| " + machine.shell().run("uname -m") + " | " + what + " | ";
    String row =
        String.join(" | ", begin + seen, versions(machine), '`' + test + '`', today().toString())
            + " |";
    TreeMap<String, String> rows = new TreeMap<>();
    rows.put(begin, row);
    try {
      for (String line : Files.exists(PAGE) ? Files.readAllLines(PAGE) : List.<String>of()) {
        String[] cells = line.split(" \\| ");
        if (cells.length == 6 && !cells[0].equals("| processor")) {
          rows.putIfAbsent(cells[0] + " | " + cells[1] + " | ", line);
        }
      }
      Files.writeString(PAGE, HEAD + String.join("\n", rows.values()) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  private static String versions(GuestMachine machine) {
    String release =
        machine
            .shell()
            .run(". $(dirname $(dirname $(which java)))/release; echo $JAVA_RUNTIME_VERSION");
    return "Linux "
        + machine.shell().run("uname -r")
        + ", "
        + release
        + ", QEMU "
        + machine.qmp().execute("query-version").path("qemu").path("major").asText()
        + "."
        + machine.qmp().execute("query-version").path("qemu").path("minor").asText();
  }
}
