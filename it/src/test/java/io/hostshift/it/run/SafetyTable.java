package io.hostshift.it.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes a row for each invocation of a test whose class is marked with {@link SafetyCases}: to
 * {@code target/safety/cases.tsv}, and with {@code -Dhostshift.it.safetyTable=FILE} also to that
 * file, where it takes the place of an older row of the same case.
 *
 * <p>The columns are kind, test, case, outcome ({@code passed}, {@code FAILED}, or {@code left out}
 * with its reason), seconds, and when it ended in UTC. JUnit finds this class as a service.
 */
public final class SafetyTable implements TestExecutionListener {
  private static final String HEAD = "kind\ttest\tcase\toutcome\tseconds\twhen";
  private static final Path OF_THIS_RUN = Path.of("target", "safety", "cases.tsv");
  private static final int KEY_COLUMNS = 3;

  private final Map<String, Long> starts = new ConcurrentHashMap<>();
  private final Map<String, String> rows = new TreeMap<>();
  private TestPlan plan;

  @Override
  public void testPlanExecutionStarted(TestPlan started) {
    plan = started;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    starts.put(test.getUniqueId(), System.nanoTime());
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    add(test, "left out: " + reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    switch (result.getStatus()) {
      case SUCCESSFUL -> add(test, "passed");
      case FAILED -> add(test, "FAILED");
      case ABORTED ->
          add(test, "left out: " + result.getThrowable().map(Throwable::getMessage).orElse(""));
    }
  }

  private synchronized void add(TestIdentifier test, String outcome) {
    if (!test.isTest() || test.getSource().isEmpty()) {
      return;
    }
    kind(test.getSource().get())
        .ifPresent(
            kind -> {
              String key = kind + "\t" + className(test) + "\t" + name(test);
              long began = starts.getOrDefault(test.getUniqueId(), System.nanoTime());
              double seconds = (System.nanoTime() - began) / 1e9;
              rows.put(
                  key,
                  String.format(
                      Locale.ROOT,
                      "%s\t%s\t%.1f\t%s",
                      key,
                      oneLine(outcome),
                      seconds,
                      Instant.now().truncatedTo(ChronoUnit.SECONDS)));
            });
  }

  private static Optional<String> kind(TestSource source) {
    if (!(source instanceof MethodSource method)) {
      return Optional.empty();
    }
    return Optional.ofNullable(method.getJavaClass().getAnnotation(SafetyCases.class))
        .map(cases -> cases.value().name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  private static String className(TestIdentifier test) {
    return test.getSource()
        .map(source -> ((MethodSource) source))
        .orElseThrow()
        .getJavaClass()
        .getSimpleName();
  }

  /** The method in words, with what its invocation is called if it has many. */
  private String name(TestIdentifier test) {
    String method =
        ((MethodSource) test.getSource().orElseThrow())
            .getMethodName()
            .replaceAll("([A-Z])", " $1")
            .toLowerCase(Locale.ROOT)
            .replaceFirst("^should ", "");
    String shown = oneLine(test.getDisplayName());
    boolean oneOfMany =
        plan.getParent(test)
            .flatMap(TestIdentifier::getSource)
            .filter(source -> !(source instanceof ClassSource))
            .isPresent();
    boolean named = !shown.endsWith("()") && !shown.contains("(Path)");
    return oneOfMany ? method + ": " + shown : named ? shown : method;
  }

  private static String oneLine(String text) {
    return text == null ? "" : text.replaceAll("\\s+", " ").trim();
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan finished) {
    if (rows.isEmpty()) {
      return;
    }
    try {
      merge(OF_THIS_RUN);
      String table = System.getProperty("hostshift.it.safetyTable");
      if (table != null) {
        merge(Path.of(table));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void merge(Path table) throws IOException {
    Map<String, String> merged = new TreeMap<>();
    if (Files.exists(table)) {
      Files.readAllLines(table).stream().skip(1).forEach(row -> merged.put(key(row), row));
    } else {
      Files.createDirectories(table.toAbsolutePath().getParent());
    }
    merged.putAll(rows);
    Files.writeString(table, HEAD + "\n" + String.join("\n", merged.values()) + "\n");
  }

  private static String key(String row) {
    String[] columns = row.split("\t", -1);
    return String.join("\t", java.util.Arrays.copyOf(columns, KEY_COLUMNS));
  }
}
