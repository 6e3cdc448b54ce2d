package io.hostshift.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hostshift.it.place.Cover;
import io.hostshift.it.place.OpenPlace;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.SafetyCases;
import io.hostshift.it.run.ShippedJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the agent misses, the application starts, runs and ends as without it, and one line says
 * what is missing. Each fault is real: a mount namespace of its own for the JVM of the test.
 */
@SafetyCases(SafetyCases.Kind.FAULT)
class FaultIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PROGRAM =
      """
      public class Program {
        public static void main(String[] args) throws Exception {
          System.out.println("application");
          System.in.read();
          System.exit(3);
        }
      }
      """;

  @TempDir Path folder;

  /** What a JVM is started from: some faults hide what is in /tmp. */
  private OpenPlace place;

  @BeforeEach
  void makePlace() throws IOException {
    place = new OpenPlace();
  }

  @AfterEach
  void removePlace() throws IOException {
    place.close();
  }

  @Test
  void shouldNameTheKeyTheValueAndWhatIsAcceptedOfABadArgument() throws Exception {
    List<String> said = run("interval=soon,colour=blue,mode=retune", "");
    assertThat(said)
        .anyMatch(line -> line.contains("interval=soon") && line.contains("accepted is a time"))
        .anyMatch(line -> line.contains("there is no key colour"))
        .anyMatch(line -> line.contains("watches this VM"));
  }

  @Test
  void shouldRunTheApplicationWhereTheConfigurationFileIsUnreadable() throws Exception {
    assertThat(run("config=" + folder.resolve("none.json"), ""))
        .anyMatch(line -> line.contains("none.json") && line.contains("could not be read"))
        .anyMatch(line -> line.contains("watches this VM"));
  }

  @Test
  void shouldRunTheApplicationWithAJarWhoseInnerPartIsCutOff() throws Exception {
    Path cut = folder.resolve("cut.jar");
    byte[] jar = Files.readAllBytes(ShippedJars.agent());
    Files.write(cut, damaged(jar));
    assertThat(runWith(cut, "", ""))
        .hasSize(1)
        .allMatch(line -> line.contains("is off, the application runs without it"));
  }

  /** The index of the inner jar, which is stored as it is, gets another signature. */
  private static byte[] damaged(byte[] jar) {
    byte[] copy = jar.clone();
    for (int i = 0; i < copy.length - 4; i++) {
      if (copy[i] == 'P' && copy[i + 1] == 'K' && copy[i + 2] == 5 && copy[i + 3] == 6) {
        copy[i] = 'X';
        break;
      }
    }
    return copy;
  }

  @Test
  void shouldRunTheApplicationWhereTmpForbidsExecution() throws Exception {
    assertThat(run("", Cover.over("/tmp", "noexec")))
        .anyMatch(line -> line.contains("watches this VM") && line.contains("cpuid"));
  }

  @Test
  void shouldRunTheApplicationOnAReadOnlyFileSystem() throws Exception {
    List<String> said =
        run(
            "journal=/hostshift-journal",
            Cover.over("/tmp", "mode=1777")
                + "mount -o remount,ro /tmp; mount -o remount,bind,ro /;"
                + " mount -t tmpfs -o ro tmpfs /dev/shm; mount -t tmpfs -o ro tmpfs /run;");
    assertThat(said).anyMatch(line -> line.contains("watches this VM") && line.contains("cpuid"));
  }

  @Test
  void shouldRunTheApplicationWithoutProc() throws Exception {
    assertThat(run("", "mount -t tmpfs tmpfs /proc;"))
        .anyMatch(line -> line.contains("settings stay as they are") && line.contains("/proc"))
        .anyMatch(line -> line.contains("watches this VM"));
  }

  @Test
  void shouldLetTheFirstAgentStayWhereItIsNamedTwice() throws Exception {
    List<String> command = new ArrayList<>(List.of(Jdk.running().java().toString()));
    command.add("-javaagent:" + ShippedJars.agent());
    command.addAll(application(ShippedJars.agent(), ""));
    assertThat(outcome(command))
        .filteredOn(line -> line.contains("runs in this JVM already"))
        .hasSize(1);
  }

  @Test
  void shouldLeaveTheToolsOfTheJdkAlone() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(Jdk.running().tool("javac").toString(), "-version")
            .redirectErrorStream(true);
    builder.environment().put("JAVA_TOOL_OPTIONS", "-javaagent:" + ShippedJars.agent());
    Process javac = builder.start();
    assertThat(Lines.of(javac.getInputStream()).awaitEnd(LIMIT).all())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
        .anyMatch(line -> line.startsWith("javac "));
    assertThat(javac.waitFor()).isZero();
  }

  private List<String> run(String arguments, String mounts) throws Exception {
    return runWith(place.jar(), arguments, mounts);
  }

  /** Runs the application until the agent has said that it watches; the lines of standard error. */
  private List<String> runWith(Path jar, String arguments, String mounts) throws Exception {
    List<String> java = new ArrayList<>(List.of(Jdk.running().java().toString()));
    java.addAll(application(jar, arguments));
    if (mounts.isEmpty()) {
      return outcome(java);
    }
    assumeThat(mayMount()).as("mount namespaces need root").isTrue();
    // The JDK's launcher finds its library through /proc, so it is told where that is.
    String script =
        "export LD_LIBRARY_PATH="
            + Jdk.running().home().resolve("lib")
            + "; "
            + mounts
            + " exec \"$@\"";
    List<String> command = new ArrayList<>(List.of("unshare", "-m", "sh", "-ec", script, "sh"));
    command.addAll(java);
    return outcome(command);
  }

  private List<String> application(Path jar, String arguments) throws IOException {
    Program program = Program.compile(place.folder(), "Program", PROGRAM);
    return List.of(
        "-javaagent:" + jar + (arguments.isEmpty() ? "" : "=" + arguments),
        "-cp",
        program.classes().toString(),
        program.main());
  }

  private static List<String> outcome(List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("HOSTSHIFT_"));
    Process process = builder.start();
    Lines out = Lines.of(process.getInputStream());
    Lines err = Lines.of(process.getErrorStream());
    try {
      out.await("application", LIMIT);
      err.await(
          "the agent's word",
          line -> line.contains("watches this VM") || line.contains("is off"),
          LIMIT);
      process.getOutputStream().close();
      assertThat(process.waitFor()).isEqualTo(3);
      assertThat(out.awaitEnd(LIMIT).all()).containsExactly("application");
      assertThat(err.awaitEnd(LIMIT).all()).allMatch(line -> line.startsWith("hostshift "));
      return err.all();
    } finally {
      process.destroyForcibly();
    }
  }

  private static boolean mayMount() throws Exception {
    Process probe =
        new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
            .redirectErrorStream(true)
            .start();
    Lines.of(probe.getInputStream()).awaitEnd(LIMIT);
    return probe.waitFor() == 0;
  }
}
