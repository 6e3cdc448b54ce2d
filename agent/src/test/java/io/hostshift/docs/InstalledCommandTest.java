package io.hostshift.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code hostshift} of the packages: which Java it takes, and what it hands on. */
class InstalledCommandTest {
  private static final Path SOURCE = Path.of("src/packaging/command/hostshift");

  @TempDir private Path folder;
  private Path command;

  @BeforeEach
  void install() throws IOException {
    Files.createDirectories(folder.resolve("with blank/bin"));
    command = Files.copy(SOURCE, folder.resolve("with blank/bin/hostshift"));
  }

  @Test
  void shouldRunTheJarBesideItWithWhatItWasGiven() throws Exception {
    String said = run(java("jdk", "17.0.15"), "attach", "47 11", "mode=observe");

    assertThat(said.lines())
        .containsExactly(
            "jdk",
            "-XX:-UsePerfData",
            "-Dio.hostshift.command=hostshift",
            "-jar",
            folder.resolve("with blank/share/java/hostshift.jar").toString(),
            "attach",
            "47 11",
            "mode=observe");
  }

  @Test
  void shouldGiveTheJvmItsOwnOptions() throws Exception {
    String said = run(java("jdk", "17.0.15"), "-J-Xmx1g", "-J-Xint", "status", "-Jx");

    assertThat(said.lines().skip(2).limit(2)).containsExactly("-Xmx1g", "-Xint");
    assertThat(said.lines().skip(7)).containsExactly("status", "-Jx");
  }

  @Test
  void shouldFindTheJarThroughALink() throws Exception {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, command);
    command = link;

    assertThat(run(java("jdk", "21"), "list"))
        .contains(folder.resolve("with blank/share/java/hostshift.jar").toString());
  }

  @Test
  void shouldTakeTheJavaOfThePathWhereJavaHomeHasOnlyAnOldOne() throws Exception {
    String path = java("newer", "1.8.0_504").resolve("bin") + ":/usr/bin:/bin";
    for (String old : List.of("1.7.0_80", "1.6.0")) {
      Path home = java("old-" + old, old);
      assertThat(runWithPath(path, home, "list")).startsWith("newer\n");
    }
    assertThat(runWithPath(path, folder.resolve("nowhere"), "list")).startsWith("newer\n");
  }

  @Test
  void shouldTakeAJreOfJava8ByTheReleaseFileOfItsJdk() throws Exception {
    Path jdk = java("jdk/jre", "1.8.0_504");
    Files.move(jdk.resolve("release"), folder.resolve("jdk/release"));
    assertThat(run(jdk, "list")).startsWith("jdk/jre");
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"1.7.0_80\"\n");
    assertThat(run(jdk, "list")).doesNotStartWith("jdk/jre");
  }

  private String run(Path home, String... arguments) throws Exception {
    return runWithPath("/usr/bin:/bin", home, arguments);
  }

  private String runWithPath(String path, Path home, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("/bin/sh", command.toString()));
    words.addAll(List.of(arguments));
    Path out = folder.resolve("said");
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("JAVA_HOME", home.toString());
    builder.environment().put("PATH", path);
    Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out);
  }

  /** A Java that says its name and what it is given, a line each. */
  private Path java(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' '" + name + "' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }
}
