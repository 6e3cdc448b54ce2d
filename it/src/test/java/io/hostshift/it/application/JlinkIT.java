package io.hostshift.it.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.SafetyCases;
import io.hostshift.it.run.Visit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runtimes that were linked for an application alone, without what the agent could use. */
@SafetyCases(SafetyCases.Kind.CELL)
@Tag("jdks")
class JlinkIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String PROGRAM =
      "public class App { public static void main(String[] args) throws Exception {\n"
          + Visit.LOOP
          + "} }\n";

  @TempDir Path folder;

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = 17)
  void shouldNameTheModuleThatItMisses(int version) throws Exception {
    stayAway(version, "java.base,java.instrument");
  }

  @Tag("long")
  @ParameterizedTest(name = "JDK {0} of {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "11|java.base,java.instrument",
        "21|java.base,java.instrument",
        "25|java.base,java.instrument",
        "17|java.base,java.instrument,java.logging,jdk.unsupported",
        "25|java.base,java.instrument,java.logging,jdk.unsupported"
      })
  void shouldNameItOnOthers(int version, String modules) throws Exception {
    stayAway(version, modules);
  }

  private void stayAway(int version, String modules) throws Exception {
    try (ForkedJvm jvm = start(version, modules, "")) {
      jvm.out().await("up", LIMIT);
      jvm.err().await("hostshift is off", LIMIT);
      assertThat(Visit.processors(jvm)).isPositive();
      Visit.end(jvm);
      assertThat(jvm.err().all())
          .singleElement()
          .asString()
          .contains("the application runs without it")
          .contains("has no module java.management");
    }
  }

  @Tag("long")
  @ParameterizedTest(name = "JDK {0} of {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "11|java.base,java.instrument,java.management",
        "17|java.base,java.instrument,java.management",
        "21|java.base,java.instrument,java.management",
        "25|java.base,java.instrument,java.management",
        "17|java.base,java.instrument,java.management,jdk.management,java.logging,jdk.unsupported",
        "25|java.base,java.instrument,java.management,jdk.management,java.logging,jdk.unsupported",
        "17|java.base,java.instrument,java.management,jdk.jfr",
        "25|java.base,java.instrument,java.management,jdk.jfr"
      })
  void shouldWorkWithWhatThereIs(int version, String modules) throws Exception {
    Visit visit = new Visit(folder);
    try (ForkedJvm jvm = start(version, modules, visit.arguments())) {
      visit.make(Jdk.of(version), jvm);
    }
  }

  private ForkedJvm start(int version, String modules, String arguments) throws Exception {
    Jdk image = new Jdk(version, link(Jdk.of(version), modules));
    return ForkedJvm.on(image)
        .options("-Xmx64m")
        .agent(arguments)
        .main(Program.compile(folder, "App", PROGRAM))
        .start();
  }

  private Path link(Jdk jdk, String modules) throws IOException, InterruptedException {
    Path image = folder.resolve("image");
    Process jlink =
        new ProcessBuilder(
                jdk.tool("jlink").toString(),
                "--add-modules",
                modules,
                "--module-path",
                jdk.home().resolve("jmods").toString(),
                "--output",
                image.toString())
            .redirectErrorStream(true)
            .start();
    Lines said = Lines.of(jlink.getInputStream()).awaitEnd(LIMIT);
    assertThat(jlink.waitFor()).as(said.toString()).isZero();
    // The launcher of the unpacked JDK may have been pointed to a newer C library.
    Files.copy(jdk.java(), image.resolve("bin/java"), StandardCopyOption.REPLACE_EXISTING);
    return image;
  }
}
