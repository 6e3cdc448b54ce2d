package io.hostshift.it.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.EmptyAgent;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.SafetyCases;
import io.hostshift.it.run.ShippedJars;
import io.hostshift.it.run.Visit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Archives of an application's classes that were made without the agent serve with it, and so do
 * caches made ahead of time with an agent. One that was made without is set aside by the JVM, which
 * it does at any agent.
 */
@SafetyCases(SafetyCases.Kind.NEIGHBOUR)
@Tag("jdks")
@Tag("long")
class SharedArchiveIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final String PROGRAM =
      "public class App { public static void main(String[] args) throws Exception {\n"
          + Visit.LOOP
          + "} }\n";

  private static final String LOADED = " App source: ";
  private static final String ARCHIVE = "shared objects file";

  @TempDir Path folder;
  private Path jar;
  private Path loads;

  /** Only classes of jars are archived. */
  @BeforeEach
  void pack() throws Exception {
    jar =
        Program.compile(folder, "App", PROGRAM)
            .pack(folder.resolve("app.jar"), Map.of("Main-Class", "App"));
    loads = folder.resolve("loads.log");
  }

  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(from = 17)
  void shouldUseAnArchiveThatWasMadeWithoutIt(int version) throws Exception {
    String archive = folder.resolve("app.jsa").toString();
    make(version, "-XX:ArchiveClassesAtExit=" + archive);
    assertThat(visit(version, "-XX:SharedArchiveFile=" + archive).source())
        .isEqualTo(ARCHIVE + " (top)");
  }

  /** The JVM sets one aside at any agent, and says so; it must do no more at ours. */
  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(from = 25)
  void shouldLeaveACacheThatWasMadeWithoutItAsAnEmptyAgentDoes(int version) throws Exception {
    String use = "-XX:AOTCache=" + makeCache(version);
    assertThat(run(version, use).source()).isEqualTo(ARCHIVE);

    Used empty = run(version, use, "-javaagent:" + EmptyAgent.jar(folder));
    assertThat(visit(version, use)).isEqualTo(empty);
  }

  /** Ours, or any, or what the JVM adds to an application with an agent. */
  @ParameterizedTest(name = "JDK {0}, made with {1}")
  @MethodSource("waysToMakeACache")
  void shouldUseACacheThatWasMadeWithAnAgent(int version, String with) throws Exception {
    String option =
        switch (with) {
          case "it" -> "-javaagent:" + ShippedJars.agent();
          case "an empty agent" -> "-javaagent:" + EmptyAgent.jar(folder);
          default -> with;
        };
    Used used = visit(version, "-XX:AOTCache=" + makeCache(version, option));
    assertThat(used).isEqualTo(new Used(ARCHIVE, List.of()));
  }

  static Stream<Arguments> waysToMakeACache() {
    return Jdk.from(25)
        .flatMap(
            version ->
                Stream.of("it", "an empty agent", "--add-modules=java.instrument")
                    .map(with -> Arguments.of(version, with)));
  }

  private String makeCache(int version, String... options) throws Exception {
    String cache = folder.resolve("app.aot").toString();
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-XX:AOTCacheOutput=" + cache);
    make(version, all.toArray(String[]::new));
    assertThat(Path.of(cache)).isNotEmptyFile();
    return cache;
  }

  /** Runs the application to its end, so that the JVM writes what it has learnt. */
  private void make(int version, String... options) throws Exception {
    try (ForkedJvm jvm = start(version, List.of(options), null)) {
      jvm.out().await("up", LIMIT);
      jvm.process().getOutputStream().close();
      assertThat(jvm.awaitExit(LIMIT)).as(jvm.toString()).isEqualTo(Visit.EXIT_CODE);
    }
  }

  /**
   * What a JVM made of an archive.
   *
   * @param source where the application's class came from, as the JVM says
   * @param said what the JVM said on standard output, without its times
   */
  private record Used(String source, List<String> said) {}

  /** The agent's stay in the application. */
  private Used visit(int version, String... options) throws Exception {
    Visit visit = new Visit(folder);
    try (ForkedJvm jvm = start(version, logged(options), visit.arguments())) {
      visit.make(Jdk.of(version), jvm);
      return used(jvm);
    }
  }

  /** The application without it. */
  private Used run(int version, String... options) throws Exception {
    try (ForkedJvm jvm = start(version, logged(options), null)) {
      jvm.out().await("up", LIMIT);
      Visit.end(jvm);
      return used(jvm);
    }
  }

  private List<String> logged(String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    Files.deleteIfExists(loads);
    all.add("-Xlog:class+load:file=" + loads);
    return all;
  }

  private ForkedJvm start(int version, List<String> options, String agent) {
    JvmCommand command = ForkedJvm.on(Jdk.of(version)).options("-Xmx64m");
    command.options(options.toArray(String[]::new));
    return (agent == null ? command : command.agent(agent)).jar(jar).start();
  }

  private Used used(ForkedJvm jvm) throws Exception {
    String source =
        Files.readAllLines(loads).stream()
            .filter(line -> line.contains(LOADED))
            .findFirst()
            .orElseThrow();
    List<String> said =
        jvm.out().all().stream()
            .filter(line -> !line.equals("up") && !line.startsWith("processors "))
            .map(line -> line.replaceFirst("^\\[[0-9.]+s]", ""))
            .toList();
    return new Used(source.substring(source.indexOf(LOADED) + LOADED.length()), said);
  }
}
