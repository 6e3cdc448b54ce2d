package io.hostshift.it.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.Machines;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.ShippedJars;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * A JVM that CRIU has dumped is restored on another host: one life, in which the host has changed
 * under open files, baselines in memory and flags that were set before.
 */
@Tag("jdks")
@Tag("criu")
class CheckpointIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Path CRIU = Machines.folder().resolve("criu").resolve("criu");
  private static final String WATCHES = "hostshift watches this VM";

  private static final String SLEEPING =
      """
      public class Sleeping {
        public static void main(String[] args) throws Exception {
          while (true) Thread.sleep(200);
        }
      }
      """;

  @TempDir Path folder;

  private OperatedHost host;
  private Path err;
  private String pid;

  @BeforeEach
  void prepare() throws Exception {
    assumeThat(System.getProperty("user.name")).as("to dump processes").isEqualTo("root");
    assumeThat(CRIU).as("it/setup/criu").exists();
    assumeThat(kernelIsFit()).as("a kernel that CRIU can work on").isTrue();
    host = new OperatedHost(folder, 1, 2);
    err = folder.resolve("err");
  }

  private static boolean kernelIsFit() throws Exception {
    Process check = new ProcessBuilder(CRIU.toString(), "check").redirectErrorStream(true).start();
    Lines.of(check.getInputStream()).awaitEnd(LIMIT);
    return check.waitFor() == 0;
  }

  @AfterEach
  void end() throws Exception {
    Optional<ProcessHandle> left = ProcessHandle.of(pid == null ? -1 : Long.parseLong(pid));
    if (left.isPresent()) {
      left.get().destroyForcibly();
      left.get().onExit().get();
    }
  }

  /** Its files are none that only this test's process keeps. */
  private Process start(int version, String arguments) throws Exception {
    String script = "exec setsid \"$@\" < /dev/null > " + folder.resolve("out") + " 2> " + err;
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(
        List.of(
            Jdk.of(version).java().toString(),
            "-Xmx64m",
            "-javaagent:" + ShippedJars.agent() + "=interval=100ms," + arguments,
            "-cp",
            Program.compile(folder, "Sleeping", SLEEPING).classes().toString(),
            "Sleeping"));
    Process process = new ProcessBuilder(command).start();
    pid = Long.toString(process.pid());
    await(WATCHES);
    return process;
  }

  private void dump(Process process) throws Exception {
    criu(List.of(), "dump", "-t", pid);
    process.waitFor();
  }

  /**
   * @param starter a program that starts CRIU
   */
  private void restore(List<String> starter) throws Exception {
    criu(starter, "restore", "-d");
  }

  private void criu(List<String> starter, String... arguments) throws Exception {
    Path images = Files.createDirectories(folder.resolve("images"));
    List<String> command = new ArrayList<>(starter);
    command.add(CRIU.toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-D", images.toString(), "-o", "log", "-v2"));
    Process criu = new ProcessBuilder(command).redirectErrorStream(true).start();
    criu.getOutputStream().close();
    // What it has restored keeps the streams open.
    int code = criu.waitFor();
    assertThat(code).as(() -> command + ": " + lines(images.resolve("log"))).isZero();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(String text) {
    Eventually.answers(
        "a line with " + text,
        LIMIT,
        () -> lines(err),
        lines -> lines.stream().anyMatch(line -> line.contains(text)));
  }

  private JsonNode status() throws IOException {
    Hostshift status = Hostshift.run(Jdk.of(17), "status", pid, "--json");
    assertThat(status.code()).as(status.toString()).isIn(0, 3);
    return new ObjectMapper().readTree(status.text());
  }

  private static JsonNode setting(JsonNode status, String name) {
    for (JsonNode setting : status.get("settings")) {
      if (setting.get("name").asText().equals(name)) {
        return setting;
      }
    }
    throw new AssertionError(name + " is not in " + status);
  }

  @ParameterizedTest(name = "Java {0}")
  @EachJdk(EachJdk.Part.QUICK)
  void shouldNoticeAndRetuneAndLeaveWhereItWasRestoredOnAnotherHost(int version) throws Exception {
    Process process = start(version, host.arguments());
    dump(process);
    String other = host.moveTo(1);

    restore(List.of());

    await("to " + other);
    JsonNode restored = status();
    assertThat(restored.at("/lastEvents/0/event/verdict").asText()).isEqualTo("MIGRATED");
    assertThat(setting(restored, "processors").get("current").asInt()).isEqualTo(1);
    assertThat(setting(restored, "processors").get("state").asText()).isEqualTo("APPLIED");
    await("to " + host.moveTo(2));
    assertThat(setting(status(), "processors").get("current").asInt()).isEqualTo(2);
    assertThat(lines(err)).noneMatch(line -> line.matches("hostshift (warn|error): .*"));
    assertThat(Hostshift.run(Jdk.of(17), "detach", pid).code()).isZero();
  }

  @Test
  void shouldFollowTheProcessorsThatItIsRestoredWith() throws Exception {
    assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThanOrEqualTo(2);
    Process process = start(17, host.arguments().replaceFirst("rules=[^,]*,", ""));
    dump(process);

    restore(List.of("taskset", "-c", "0"));

    await("hostshift resized: capacity.processors 2 to 1");
    assertThat(setting(status(), "processors").get("current").asInt()).isEqualTo(1);
  }

  /** As a JVM does that was asked before: CRIU puts its socket elsewhere. */
  @Test
  void shouldSayWhatToDoWhereItNoLongerListens() throws Exception {
    Process process = start(17, host.arguments());
    status();
    dump(process);
    restore(List.of());

    Hostshift refused = Hostshift.run(Jdk.of(17), "status", pid);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .singleElement()
        .asString()
        .contains("no longer listens at /tmp/.java_pid" + pid, "remove that file");
    Files.delete(Path.of("/tmp/.java_pid" + pid));
    assertThat(status().get("version").asText()).isNotEmpty();
  }
}
