package io.hostshift.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hostshift.boot.ForkedJvm.Result;
import io.hostshift.boot.app.Application;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever fails, the application starts, and ends with its own exit code. */
class StartJarTest {
  @TempDir static Path common;
  private static Path jar;

  @TempDir Path folder;
  private ForkedJvm jvm;

  @BeforeAll
  static void createJar() throws Exception {
    jar = StandInJar.create(common);
  }

  @BeforeEach
  void prepareJvm() {
    jvm = new ForkedJvm(folder);
  }

  @Test
  void shouldSayOnceThatItRunsAlready() throws Exception {
    Result result =
        jvm.option("-Dhostshift.test.await=ready", "-javaagent:" + jar, "-javaagent:" + jar + "=b")
            .run();

    assertThat(result.err()).singleElement().asString().contains("runs in this JVM already");
    assertThat(result.notes()).contains("arguments=null").doesNotContain("arguments=b");
    assertThat(result.code()).isEqualTo(Application.EXIT_CODE);
  }

  @Test
  void shouldStartTheApplicationWhenTheIsolatedJarIsDamaged() throws Exception {
    Path damaged = Files.copy(jar, folder.resolve("damaged.jar"));
    try (RandomAccessFile file = new RandomAccessFile(damaged.toFile(), "rw")) {
      // The isolated jar is the largest part, so its directory is damaged near the file's end.
      byte[] zeros = new byte[100_000];
      file.seek(file.length() - 180_000);
      file.write(zeros);
    }
    assertOff(jvm.option("-javaagent:" + damaged), "corrupt jar");
  }

  @Test
  void shouldStartTheApplicationWhenTheIsolatedJarIsMissing() throws Exception {
    Path outer = folder.resolve("outer.jar");
    try (var in = new ZipFile(jar.toFile());
        var out = new ZipOutputStream(Files.newOutputStream(outer))) {
      for (var entry : in.stream().filter(e -> !e.getName().equals(TestJar.ISOLATED)).toList()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        in.getInputStream(entry).transferTo(out);
      }
    }
    assertOff(jvm.option("-javaagent:" + outer), "missing or not stored");
  }

  @Test
  void shouldStartTheApplicationWhenTheAgentFails() throws Exception {
    assertOff(jvm.option("-javaagent:" + jar + "=fail"), "IllegalStateException: told to fail");
  }

  private void assertOff(ForkedJvm jvm, String reason) throws Exception {
    Result result = jvm.option("-Dhostshift.test.await=off").run();

    assertThat(result.err())
        .singleElement()
        .asString()
        .startsWith("hostshift is off")
        .contains(reason);
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(Application.EXIT_CODE);
  }

  @Test
  void shouldStartTheApplicationWhenASecurityManagerGrantsNothing() throws Exception {
    assumeTrue(Runtime.version().feature() < 24);
    Path policy = folder.resolve("policy");
    Files.writeString(
        policy,
        "grant codeBase \"file:"
            + ForkedJvm.classPath()
            + "/-\" { permission java.security.AllPermission; };\n");
    Result result =
        jvm.option("-Djava.security.manager", "-Djava.security.policy==" + policy)
            .option("-javaagent:" + jar)
            .run();

    assertThat(result.code()).isEqualTo(Application.EXIT_CODE);
    assertThat(result.err())
        .filteredOn(line -> !line.startsWith("WARNING: "))
        .singleElement()
        .asString()
        .startsWith("hostshift is off")
        .contains("grant hostshift.jar java.security.AllPermission");
  }

  @ParameterizedTest
  @CsvSource({"javac, -version", "keytool, -help", "jcmd, -h", "jar, --version", "jps, -q"})
  void shouldBeSilentInJdkTools(String tool, String argument) throws Exception {
    jvm.toolOptions("-javaagent:" + jar);
    Result result = jvm.end(jvm.start(tool, List.of(argument)));

    assertThat(result.err())
        .filteredOn(line -> line.contains("hostshift"))
        .containsExactly("Picked up JAVA_TOOL_OPTIONS: -javaagent:" + jar);
    assertThat(result.out()).noneMatch(line -> line.contains("hostshift "));
  }

  @Test
  void shouldBeSilentInItsOwnCommandLine() throws Exception {
    jvm.toolOptions("-javaagent:" + jar);
    Result result = jvm.end(jvm.start("java", List.of("-jar", jar.toString(), "--version")));

    assertThat(result.code()).isZero();
    assertThat(result.out()).singleElement().asString().matches("hostshift \\d.*");
    assertThat(result.err()).containsExactly("Picked up JAVA_TOOL_OPTIONS: -javaagent:" + jar);
  }
}
