package io.hostshift.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Eventually;
import io.hostshift.boot.app.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that runs a command, by default the test application, with its output kept. */
final class ForkedJvm {
  private final Path folder;
  private final List<String> options = new ArrayList<>();
  private final ProcessBuilder builder = new ProcessBuilder();
  private String toolOptions;

  /**
   * @param folder where its notes and output go
   */
  ForkedJvm(Path folder) {
    this.folder = folder;
    options.add("-Dhostshift.test.notes=" + notes());
  }

  static Path shippedJar() {
    return Path.of(System.getProperty("hostshift.jar"));
  }

  Path notes() {
    return folder.resolve("notes");
  }

  ForkedJvm option(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  ForkedJvm toolOptions(String value) {
    toolOptions = value;
    return this;
  }

  Path output(String name) {
    return folder.resolve(name);
  }

  Process start(String... classes) throws IOException {
    List<String> arguments = new ArrayList<>(options);
    if (!options.contains("-cp")) {
      arguments.addAll(List.of("-cp", classPath()));
    }
    arguments.add(Application.class.getName());
    arguments.addAll(List.of(classes));
    return start("java", arguments);
  }

  Process start(String tool, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    command.addAll(arguments);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    if (toolOptions != null) {
      builder.environment().put("JAVA_TOOL_OPTIONS", toolOptions);
    }
    return builder
        .command(command)
        .redirectOutput(output("out").toFile())
        .redirectError(output("err").toFile())
        .start();
  }

  Result run(String... classes) throws IOException, InterruptedException {
    return end(start(classes));
  }

  /** Returns when the agent has written this line down. */
  void awaitNotes(String line) throws IOException, InterruptedException {
    await(notes(), line);
  }

  /** Returns when this application has come to its main method, started with a class to see. */
  void awaitMain(String seen) throws IOException, InterruptedException {
    await(output("out"), "sees class " + seen);
  }

  /** Returns the lines of standard error once one of them begins like this. */
  List<String> awaitError(String beginning) throws IOException, InterruptedException {
    Eventually.holds(
        "a line with " + beginning,
        () -> lines(output("err")).stream().anyMatch(line -> line.startsWith(beginning)));
    return lines(output("err"));
  }

  private static void await(Path file, String line) throws IOException, InterruptedException {
    Eventually.holds("the line " + line, () -> lines(file).contains(line));
  }

  Result end(Process process) throws IOException, InterruptedException {
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Result(
          process.exitValue(), lines(output("out")), lines(output("err")), lines(notes()));
    } finally {
      process.destroyForcibly();
    }
  }

  /** Of the test application, and nothing else. */
  static String classPath() {
    return Path.of(Application.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toString();
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  record Result(int code, List<String> out, List<String> err, List<String> notes) {}
}
