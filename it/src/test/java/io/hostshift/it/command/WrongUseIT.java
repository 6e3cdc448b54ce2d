package io.hostshift.it.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.OtherVersion;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.ShippedJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Wrong use of the command line: one line that says what, and what to do; exit code 1 or 2; and
 * nothing left behind, neither files nor a word in the JVM's own output.
 */
@Tag("jdks")
class WrongUseIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Jdk JDK = Jdk.of(17);
  private static final String NOBODY = "65534";

  @TempDir static Path classes;
  private static Program idle;

  @TempDir Path folder;

  @BeforeAll
  static void compile() {
    idle = Program.sleeping(classes, "Idle");
  }

  private static ForkedJvm start(Jdk jdk, String... options) {
    ForkedJvm jvm = ForkedJvm.on(jdk).options(options).main(idle).start();
    jvm.out().await("up", LIMIT);
    return jvm;
  }

  private static void assertRefused(Hostshift run, int code, String what, String whatToDo) {
    assertThat(run.code()).as(run.toString()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
    // A machine that is slow may make it say for what it waits before.
    assertThat(run.err().stream().filter(line -> !line.startsWith("hostshift waits for ")))
        .singleElement()
        .asString()
        .startsWith("hostshift ")
        .contains(what)
        .contains(whatToDo);
  }

  /** Files that a command makes for a JVM, by the number that the JVM has for itself. */
  private static void assertNothingLeft(ForkedJvm jvm) throws IOException {
    String pid = Long.toString(jvm.pid());
    try (Stream<Path> files = Files.list(Path.of("/tmp"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(
              name ->
                  name.equals(".attach_pid" + pid)
                      || name.equals(".hostshift-" + pid)
                      || name.startsWith("hostshift-" + pid + "-"));
    }
    assertThat(jvm.out().all()).containsExactly("up");
    assertThat(jvm.err().all()).isEmpty();
  }

  private static String pid(ForkedJvm jvm) {
    return Long.toString(jvm.pid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"attach", "detach", "status", "migrations", "retune", "simulate"})
  void shouldRefuseANumberThatNoProcessHas(String command) {
    assertRefused(
        Hostshift.run(JDK, command, "99999999"),
        1,
        "finds no process 99999999",
        "java -jar hostshift.jar list");
  }

  @Test
  void shouldRefuseAProcessThatIsNoJvm() throws Exception {
    Process process = new ProcessBuilder("sleep", "600").start();
    try {
      assertRefused(
          Hostshift.run(JDK, "attach", Long.toString(process.pid())),
          1,
          "finds no JVM in process " + process.pid(),
          "java -jar hostshift.jar list");
      assertThat(process.isAlive()).as("what does not handle SIGQUIT would end by it").isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void shouldRefuseANameThatNoMainClassHas() {
    assertRefused(
        Hostshift.run(JDK, "status", "NoSuchService"),
        1,
        "finds no JVM whose main class has NoSuchService in its name",
        "java -jar hostshift.jar list");
  }

  @ParameterizedTest
  @ValueSource(strings = {"detach", "status", "migrations", "retune", "simulate"})
  void shouldRefuseAJvmWithoutTheAgent(String command) throws Exception {
    try (ForkedJvm jvm = start(JDK)) {
      assertRefused(
          Hostshift.run(JDK, command, pid(jvm)),
          1,
          "does not run in JVM " + pid(jvm),
          "attach it: java -jar hostshift.jar attach " + pid(jvm));
      assertNothingLeft(jvm);
    }
  }

  @ParameterizedTest
  @CsvSource({"8, true", "8, false", "17, true", "25, true", "25, false"})
  void shouldRefuseAJvmThatTakesNoAttachments(int version, boolean perfData) throws Exception {
    try (ForkedJvm jvm =
        start(
            Jdk.of(version),
            "-XX:+DisableAttachMechanism",
            "-XX:" + (perfData ? "+" : "-") + "UsePerfData")) {
      assertRefused(
          Hostshift.run(JDK, "attach", pid(jvm)),
          1,
          "which was started with -XX:+DisableAttachMechanism",
          "restart it without that option, or with -javaagent:hostshift.jar");
      assertNothingLeft(jvm);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void shouldRefuseAJvmThatLoadsNoAgents(int version) throws Exception {
    try (ForkedJvm jvm = start(Jdk.of(version), "-XX:-EnableDynamicAgentLoading")) {
      assertRefused(
          Hostshift.run(JDK, "attach", pid(jvm)),
          1,
          "was started with -XX:-EnableDynamicAgentLoading",
          "restart it without, or with -javaagent:");
      assertNothingLeft(jvm);
    }
  }

  /** Java 8 that says it was older: what is asked is what it says. */
  @Test
  void shouldRefuseAJvmThatIsTooOld() throws Exception {
    try (ForkedJvm jvm = start(Jdk.of(8), "-Djava.specification.version=1.7")) {
      assertRefused(
          Hostshift.run(JDK, "attach", pid(jvm)),
          1,
          "JVM " + pid(jvm) + " is Java 1.",
          "needs Java 8 or newer");
      assertNothingLeft(jvm);
    }
  }

  /** It would print a thread dump when it goes on, had it been asked to listen. */
  @Test
  void shouldRefuseAJvmThatIsStopped() throws Exception {
    try (ForkedJvm jvm = start(JDK)) {
      signal("STOP", jvm);
      assertRefused(
          Hostshift.run(JDK, "attach", pid(jvm)),
          1,
          "which is stopped by a signal or a debugger",
          "kill -CONT " + pid(jvm));
      signal("CONT", jvm);
      Hostshift attached = Hostshift.run(JDK, "attach", pid(jvm), "log=off");
      assertThat(attached.code()).as(attached.toString()).isZero();
      assertThat(Hostshift.run(JDK, "detach", pid(jvm)).code()).isZero();
      assertNothingLeft(jvm);
    }
  }

  private static void signal(String name, ForkedJvm jvm) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, pid(jvm)).start().waitFor()).isZero();
  }

  @Test
  void shouldLeaveTheAgentOfAnotherVersionWhereItIsAndStillServeIt() throws Exception {
    Path other = OtherVersion.write(folder.resolve("hostshift-0.9.jar"), "0.9");
    try (ForkedJvm jvm = start(JDK)) {
      Hostshift first = Hostshift.run(JDK, other, "attach", pid(jvm), "log=off");
      assertThat(first.code()).as(first.toString()).isZero();

      assertRefused(
          Hostshift.run(JDK, "attach", pid(jvm)),
          1,
          "0.9 runs in JVM " + pid(jvm) + " already",
          "detach it first: java -jar hostshift.jar detach " + pid(jvm));
      assertThat(Hostshift.run(JDK, "status", pid(jvm)).text()).contains("hostshift 0.9 since");
      Files.delete(other);
      Hostshift detached = Hostshift.run(JDK, "detach", pid(jvm));
      assertThat(detached.code()).as(detached.toString()).isZero();
      assertNothingLeft(jvm);
    }
  }

  @Test
  void shouldRefuseToRunFromACorruptJar() throws Exception {
    byte[] bytes = Files.readAllBytes(ShippedJars.agent());
    for (int i = bytes.length / 4; i < bytes.length / 10 * 9; i += 1000) {
      bytes[i] ^= 0x55;
    }
    Path corrupt = Files.write(folder.resolve("corrupt.jar"), bytes);

    assertRefused(
        Hostshift.run(JDK, corrupt, "list"),
        1,
        "could not run its command line: ",
        "copy hostshift.jar anew, and compare its SHA-256");
  }

  /** There the launcher itself says so. */
  @Test
  void shouldNotRunFromAJarThatIsCutOff() throws Exception {
    byte[] bytes = Files.readAllBytes(ShippedJars.agent());
    Path cut = Files.write(folder.resolve("cut.jar"), Arrays.copyOf(bytes, bytes.length / 2));

    Hostshift run = Hostshift.run(JDK, cut, "list");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).singleElement().asString().contains("corrupt jarfile");
  }

  @Test
  void shouldRefuseWhereTheJvmCannotWriteItsSocket() throws Exception {
    assumeRoot();
    List<String> before =
        List.of(
            "unshare",
            "-m",
            "sh",
            "-ec",
            "mount --bind /tmp /tmp; mount -o remount,bind,ro /tmp; exec \"$@\"",
            "sh");
    try (ForkedJvm jvm = started(before)) {
      assertRefused(
          Hostshift.run(JDK, "attach", pid(jvm)),
          1,
          "cannot write to the /tmp of JVM "
              + pid(jvm)
              + ", where it would listen (Read-only file system)",
          "make it writable, or restart the JVM with -javaagent:hostshift.jar");
      assertNothingLeft(jvm);
    }
  }

  @Test
  void shouldRefuseAnotherUsersJvm() throws Exception {
    assumeRoot();
    try (ForkedJvm jvm = start(JDK)) {
      assertRefused(
          asNobody("attach", pid(jvm)),
          1,
          "may not look at process " + pid(jvm) + " of root",
          "sudo -u root java -jar hostshift.jar");
      assertRefused(
          asNobody("status", "all"),
          1,
          "finds no JVM that this user can see",
          "run it as the JVMs' user");
      assertNothingLeft(jvm);
    }
  }

  /** A root that may look at everything, and take no other user's rights. */
  @Test
  void shouldRefuseWhereItMayNotTakeTheRightsOfTheJvmsUser() throws Exception {
    assumeRoot();
    try (ForkedJvm jvm = started(inTheOpen("exec setpriv " + NOBODY_OPTIONS + " \"$@\""))) {
      assertRefused(
          Hostshift.run(
              List.of("setpriv", "--inh-caps=-setuid,-setgid", "--bounding-set=-setuid,-setgid"),
              JDK,
              "attach",
              pid(jvm)),
          1,
          "may not touch the files of process " + pid(jvm) + " as its user",
          "sudo -u nobody java -jar hostshift.jar");
      assertNothingLeft(jvm);
    }
  }

  @Test
  void shouldSayThatItNeedsLinux() throws Exception {
    assumeRoot();
    // The JDK's launcher finds its library through /proc, so it is told where that is.
    List<String> without =
        List.of(
            "unshare",
            "-m",
            "sh",
            "-ec",
            "export LD_LIBRARY_PATH="
                + JDK.home().resolve("lib")
                + "; mount -t tmpfs tmpfs /proc; exec \"$@\"",
            "sh");
    for (String[] command : new String[][] {{"list"}, {"attach", "1"}, {"status", "all"}}) {
      assertRefused(
          Hostshift.run(without, JDK, command), 1, "needs Linux with /proc", "to find JVMs");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|a command is missing|--help",
        "sttus 1|Unmatched arguments from index 0: 'sttus', '1'|--help",
        "status|Missing required parameter: 'PID'|status --help",
        "status 1 --jsn|Unknown option: '--jsn'|status --help",
        "flags|--max-processors or --max-memory is missing|flags --help",
        "flags --max-processors 0|--max-processors is a number from 1 to 65536|flags --help",
        "check|Missing required parameter: 'FILE'|check --help",
      })
  void shouldSayHowItIsUsed(String line, String what, String whatToDo) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");
    assertRefused(Hostshift.run(JDK, arguments), 2, what, "see java -jar hostshift.jar");
    assertRefused(Hostshift.run(JDK, arguments), 2, what, whatToDo);
  }

  private static final String NOBODY_OPTIONS =
      "--reuid=" + NOBODY + " --regid=" + NOBODY + " --clear-groups";

  private static void assumeRoot() throws Exception {
    Process process = new ProcessBuilder("unshare", "-m", "true").start();
    assumeThat(process.waitFor()).as("mount namespaces need root").isZero();
  }

  /**
   * Words that run a command, for {@code "$@"}, where everybody finds a JDK, the jar and the
   * program: those of the tests are as a rule below a home that others may not enter.
   */
  private static List<String> inTheOpen(String command) {
    return List.of(
        "unshare",
        "-m",
        "sh",
        "-ec",
        "mount -t tmpfs -o mode=755 tmpfs /mnt; mkdir /mnt/jdk; mount --bind "
            + JDK.home()
            + " /mnt/jdk; cp "
            + ShippedJars.agent()
            + " /mnt/hostshift.jar; cp "
            + idle.classes()
            + "/*.class /mnt; chmod a+r /mnt/*; shift; set -- /mnt/jdk/bin/java \"$@\"; "
            + command,
        "sh");
  }

  private static Hostshift asNobody(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(inTheOpen("exec setpriv " + NOBODY_OPTIONS + " \"$@\""));
    words.addAll(List.of("java", "-jar", "/mnt/hostshift.jar"));
    words.addAll(List.of(arguments));
    Process process = new ProcessBuilder(words).start();
    List<String> out = Lines.of(process.getInputStream()).awaitEnd(LIMIT).all();
    List<String> err = Lines.of(process.getErrorStream()).awaitEnd(LIMIT).all();
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return new Hostshift(process.exitValue(), out, err);
  }

  /** The program, below these words; it keeps their process number, as each of them is replaced. */
  private static ForkedJvm started(List<String> before) throws IOException {
    List<String> words = new ArrayList<>(before);
    boolean open = before.get(before.size() - 2).contains("/mnt");
    words.addAll(
        List.of(JDK.java().toString(), "-cp", open ? "/mnt" : idle.classes().toString(), "Idle"));
    ForkedJvm jvm = new ForkedJvm(words, new ProcessBuilder(words).start());
    jvm.out().await("up", LIMIT);
    return jvm;
  }
}
