package io.hostshift.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Archives of an application's classes that were made without the agent serve with it; caches of
 * what was found out ahead of time do no harm, which the JVM may set aside where there is an agent.
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

  @TempDir Path folder;
  private Path jar;
  private Path loads;

  /** Only classes of jars are archived. */
  @BeforeEach
  void pack() throws Exception {
    Program program = Program.compile(folder, "App", PROGRAM);
    jar = folder.resolve("app.jar");
    loads = folder.resolve("loads.log");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "App");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry("App.class"));
      Files.copy(program.classes().resolve("App.class"), out);
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 21, 25, 26, 27})
  void shouldUseAnArchiveThatWasMadeWithoutIt(int version) throws Exception {
    String archive = folder.resolve("app.jsa").toString();
    make(version, "-XX:ArchiveClassesAtExit=" + archive);
    assertThat(visit(version, "-XX:SharedArchiveFile=" + archive)).contains("shared objects file");
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {25, 26, 27})
  void shouldRunWithACacheThatWasMadeWithoutIt(int version) throws Exception {
    String cache = folder.resolve("app.aot").toString();
    make(version, "-XX:AOTCacheOutput=" + cache);
    assertThat(visit(version, "-XX:AOTCache=" + cache)).contains(" App source: ");
  }

  /** Runs the application to its end, so that the JVM writes what it has learnt. */
  private void make(int version, String... options) throws Exception {
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(version)).options("-Xmx64m").options(options).jar(jar).start()) {
      jvm.out().await("up", LIMIT);
      jvm.process().getOutputStream().close();
      assertThat(jvm.awaitExit(LIMIT)).as(jvm.toString()).isEqualTo(Visit.EXIT_CODE);
    }
  }

  /** Where the application's class came from, as the JVM says. */
  private String visit(int version, String... options) throws Exception {
    Visit visit = new Visit(folder);
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-Xlog:class+load:file=" + loads);
    all.add("-Xmx64m");
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(version))
            .options(all.toArray(String[]::new))
            .agent(visit.arguments())
            .jar(jar)
            .start()) {
      visit.make(Jdk.of(version), jvm);
    }
    return Files.readAllLines(loads).stream()
        .filter(line -> line.contains(" App source: "))
        .findFirst()
        .orElseThrow();
  }
}
