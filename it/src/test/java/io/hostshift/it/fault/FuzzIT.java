package io.hostshift.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.SafetyCases;
import io.hostshift.it.run.ShippedJars;
import io.hostshift.it.run.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jazzer looks for inputs at which a parser neither answers with a value nor with its declared
 * error, takes longer than a few seconds, or more memory than a small heap has.
 *
 * <p>{@code -Dhostshift.fuzzSeconds=600} sets how long for each, {@code
 * -Dhostshift.fuzzParsers='kvp.*'} chooses the parsers. What was found is in {@code target/fuzz}: a
 * folder for each parser, with the inputs that reach new code, and a line in {@code results.tsv}.
 */
@Tag("long")
@SafetyCases(SafetyCases.Kind.HOSTILE)
class FuzzIT {
  private static final long SECONDS = Long.getLong("hostshift.fuzzSeconds", 600);
  private static final Duration SLACK = Duration.ofMinutes(3);

  /** A parser of some kilobytes that takes this long has a bound too few. */
  private static final int MOST_SECONDS_AN_INPUT = 10;

  /** Sources read at most 64 KiB. */
  private static final int MOST_BYTES = 64 * 1024;

  private static final Path RESULTS = Path.of("target", "fuzz").toAbsolutePath();
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in \\d+ second.*");

  static List<String> parsers() throws Exception {
    Process process =
        new ProcessBuilder(
                Jdk.running().java().toString(), "-cp", classPath(), "io.hostshift.fuzz.FuzzTarget")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String chosen = System.getProperty("hostshift.fuzzParsers", ".*");
    return Lines.of(process.getInputStream()).awaitEnd(SLACK).all().stream()
        .filter(name -> name.matches(chosen))
        .toList();
  }

  /** The parsers and their list as built, not the jar: the fuzzer has to see each class. */
  private static String classPath() {
    Path built = ShippedJars.agent().getParent();
    return String.join(
        ":",
        built.resolve("test-classes").toString(),
        built.resolve("classes").toString(),
        built.resolve("isolated").toString());
  }

  @ParameterizedTest(name = "fuzzed parser {0}")
  @MethodSource("parsers")
  void shouldAnswerWithAValueOrItsDeclaredError(String parser) throws Exception {
    Path folder = Files.createDirectories(RESULTS.resolve(parser));
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    seed(parser, corpus);
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command(parser, folder, corpus))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      boolean ended =
          process.waitFor(
              Duration.ofSeconds(SECONDS).plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
      String said = Files.readString(log);
      assertThat(ended).as(said).isTrue();
      long runs = runs(said);
      note(parser, process.exitValue() == 0 ? "clean" : "found", runs);
      assertThat(process.exitValue()).as(said).isZero();
      assertThat(runs).as(said).isPositive();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void seed(String parser, Path corpus) throws Exception {
    Process process =
        new ProcessBuilder(
                Jdk.running().java().toString(),
                "-cp",
                classPath(),
                "io.hostshift.fuzz.FuzzTarget",
                parser,
                corpus.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
  }

  private static List<String> command(String parser, Path folder, Path corpus) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Jdk.running().java().toString(), "-Xmx384m"));
    command.add("-cp");
    command.add(Tools.jar("jazzer") + ":" + Tools.jar("jazzer-api") + ":" + classPath());
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=io.hostshift.fuzz.FuzzTarget");
    command.add("--target_args=" + parser);
    command.add("--instrumentation_includes=io.hostshift.**:com.fasterxml.jackson.core.**");
    command.add("--instrumentation_excludes=io.hostshift.fuzz.**");
    command.add("--reproducer_path=" + folder);
    command.add("-artifact_prefix=" + folder + "/");
    command.add("-max_total_time=" + SECONDS);
    command.add("-timeout=" + MOST_SECONDS_AN_INPUT);
    command.add("-rss_limit_mb=2048");
    command.add("-max_len=" + MOST_BYTES);
    command.add(corpus.toString());
    return command;
  }

  private static long runs(String said) {
    Matcher done = DONE.matcher(said);
    return done.find() ? Long.parseLong(done.group(1)) : 0;
  }

  private static void note(String parser, String outcome, long runs) throws IOException {
    Files.writeString(
        RESULTS.resolve("results.tsv"),
        parser + "\t" + SECONDS + " s\t" + outcome + "\t" + runs + " inputs\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
