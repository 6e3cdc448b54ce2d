package io.hostshift.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.boot.ForkedJvm.Result;
import io.hostshift.boot.app.Application;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application beside the agent can notice of it. */
class IsolationJarTest {
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
    jvm = new ForkedJvm(folder).option("-Dhostshift.test.await=ready");
  }

  private Result run(String... classes) throws Exception {
    return jvm.option("-javaagent:" + jar).run(classes);
  }

  @Test
  void shouldShowTheApplicationNoneOfItsLibraries() throws Exception {
    String[] hidden = {
      "com.sun.jna.Native",
      "net.bytebuddy.ByteBuddy",
      "com.fasterxml.jackson.databind.ObjectMapper",
      "picocli.CommandLine",
      "io.hostshift.agent.Agent",
      "io.hostshift.host.Identifier",
    };
    Result result = run(hidden);

    assertThat(result.out()).hasSameSizeAs(hidden).allMatch(l -> l.startsWith("does not see "));
    assertThat(result.notes()).contains("jackson=true", "application=false");
  }

  @Test
  void shouldLeaveTheApplicationItsOwnJackson() throws Exception {
    String libraries =
        String.join(File.pathSeparator, pathOf(ObjectMapper.class), pathOf(Version.class));
    jvm.option("-cp", ForkedJvm.classPath() + File.pathSeparator + libraries);

    assertThat(run("com.fasterxml.jackson.core.JsonFactory").out())
        .containsExactly("sees class com.fasterxml.jackson.core.JsonFactory");
  }

  @Test
  void shouldKeepTheConsoleClean() throws Exception {
    Result result = run();

    assertThat(result.code()).isEqualTo(Application.EXIT_CODE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).allMatch(line -> line.startsWith("hostshift "));
    assertThat(result.notes()).contains("ready");
  }

  @Test
  void shouldCallNativeCodeWithACleanConsoleWhereThatIsDenied() throws Exception {
    assumeTrue(Runtime.version().feature() >= 24);
    jvm.option("--illegal-native-access=deny");
    Result result = run();

    assertThat(result.err()).isEmpty();
    assertThat(result.notes()).noneMatch(line -> line.startsWith("cpuid=FAILED"));
  }

  @Test
  void shouldReadTheLiveCpuid() throws Exception {
    assumeTrue("amd64".equals(System.getProperty("os.arch")));
    String vendor =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("vendor_id"))
            .findFirst()
            .orElseThrow()
            .replaceFirst(".*: ", "");

    assertThat(run().notes())
        .anyMatch(
            line ->
                line.startsWith("cpuid=READABLE") && line.contains("cpuid.vendor=" + vendor + ","));
  }

  @Test
  void shouldRunOnADaemonThreadOfItsOwn() throws Exception {
    assertThat(run().notes())
        .contains("thread=hostshift true", "group=system", "loader=true", "jar=" + jar)
        .contains("source=" + jar.toUri().toURL());
  }

  @Test
  void shouldNotCreateTheApplicationsLogManager() throws Exception {
    jvm.option("-Djava.util.logging.manager=io.hostshift.boot.app.OwnLogManager");

    assertThat(run().notes())
        .filteredOn(l -> l.startsWith("logManager="))
        .hasSize(2)
        .containsOnly("logManager=null");
  }

  @Test
  void shouldNotSetUpTheSecurityProvidersBeforeTheApplication() throws Exception {
    Path loads = folder.resolve("loads");
    jvm.option("-Xlog:class+load:file=" + loads);

    assertThat(run().notes()).contains("ready").noneMatch(l -> l.startsWith("cpuid=FAILED"));
    assertThat(Files.readAllLines(loads))
        .anyMatch(line -> line.contains("com.sun.jna.Native "))
        .noneMatch(line -> line.contains("java.security.SecureRandom "));
  }

  @Test
  void shouldNotLookAtTheSettingsOfTheApplicationsJna() throws Exception {
    Path bad = Files.createDirectories(folder.resolve("bad"));
    Files.writeString(bad.resolve("libjnidispatch.so"), "another version");
    jvm.option("-Djna.boot.library.path=" + bad, "-Djna.noclasspath=true");

    assertThat(run().notes())
        .noneMatch(line -> line.startsWith("cpuid=FAILED"))
        .filteredOn(line -> line.startsWith("property="))
        .containsExactlyInAnyOrder(
            "property=jna.boot.library.path=" + bad, "property=jna.noclasspath=true");
  }

  @Test
  void shouldTryAnotherFolderWhenTheTemporaryOneCannotBeUsed() throws Exception {
    jvm.option("-Djava.io.tmpdir=" + folder.resolve("missing"));

    assertThat(run().notes()).contains("ready").noneMatch(l -> l.startsWith("cpuid=FAILED"));
  }

  @Test
  void shouldLeaveNothingInTheTemporaryFolder() throws Exception {
    Path temporary = Files.createDirectories(folder.resolve("temporary"));
    jvm.option("-Djava.io.tmpdir=" + temporary, "-XX:-UsePerfData");

    assertThat(run().notes()).contains("ready");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void shouldRunUnderASecurityManagerThatGrantsItEverything() throws Exception {
    assumeTrue(Runtime.version().feature() < 24);
    Path policy = folder.resolve("policy");
    Files.writeString(
        policy,
        "grant codeBase \"file:"
            + jar
            + "\" { permission java.security.AllPermission; };\n"
            + "grant codeBase \"file:"
            + ForkedJvm.classPath()
            + "/-\" { permission java.security.AllPermission; };\n");
    jvm.option("-Djava.security.manager", "-Djava.security.policy==" + policy);

    assertThat(run().notes()).contains("ready").noneMatch(l -> l.startsWith("cpuid=FAILED"));
  }

  private static String pathOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }
}
