package io.hostshift.source.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  @TempDir Path temp;
  private Script script;

  @BeforeEach
  void prepare() {
    script = new Script(temp);
  }

  private String run(String body, String... arguments) throws IOException {
    List<String> argv = new ArrayList<>(List.of(script.of(body)));
    argv.addAll(List.of(arguments));
    ChildProcess child = new ChildProcess(Map.of("A", "b"), TimeUnit.SECONDS.toNanos(3));
    return new String(child.run(argv), UTF_8);
  }

  @Test
  void shouldGiveWhatIsPrinted() throws Exception {
    assertThat(run("echo a; echo b")).isEqualTo("a\nb\n");
  }

  @Test
  void shouldGiveAllThatIsPrintedJustBeforeTheEnd() throws Exception {
    String expected = "0123456789".repeat(6000) + "\n";
    for (int i = 0; i < 10; i++) {
      assertThat(run("printf '0123456789%.0s' $(/usr/bin/seq 6000); echo")).isEqualTo(expected);
    }
  }

  @Test
  void shouldPassArgumentsAsTheyAre() throws Exception {
    assertThat(run("printf '%s\\n' \"$@\"", "a b", "$(id)", "*", ";"))
        .isEqualTo("a b\n$(id)\n*\n;\n");
  }

  @Test
  void shouldGiveTheProgramNothingOfTheJvmsEnvironmentAndNothingToRead() throws Exception {
    assertThat(run("/usr/bin/env; read line && echo read; echo $A"))
        .contains("A=b")
        .doesNotContain("HOME=", "JAVA", "read\n");
  }

  @Test
  void shouldSayWithWhichCodeAndWordsItFailed() {
    assertThatThrownBy(() -> run("echo not enabled >&2; exit 75"))
        .isInstanceOf(IOException.class)
        .hasMessage("ended with exit code 75: not enabled");
  }

  @Test
  void shouldSayThatThereIsNoSuchProgram() {
    ChildProcess child = new ChildProcess(Map.of(), TimeUnit.SECONDS.toNanos(3));

    assertThatThrownBy(() -> child.run(List.of(temp + "/none")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot be started: ");
  }

  @Test
  void shouldEndAProgramThatHangsAndItsChildren() throws Exception {
    Path pids = temp.resolve("pids");
    ChildProcess child = new ChildProcess(Map.of(), TimeUnit.MILLISECONDS.toNanos(600));
    List<String> argv =
        List.of(
            script.of("/usr/bin/sleep 600 & echo $! >" + pids + "; echo $$ >>" + pids + "; wait"));
    long begin = System.nanoTime();

    assertThatThrownBy(() -> child.run(argv)).hasMessage("did not end within 600 ms");

    assertThat(System.nanoTime() - begin).isLessThan(Duration.ofSeconds(3).toNanos());
    for (String pid : Files.readAllLines(pids)) {
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(left -> left.onExit().orTimeout(5, TimeUnit.SECONDS).join());
    }
    assertThat(Files.readAllLines(pids)).hasSize(2);
  }

  private static void assertEnded(Path pids, int count) throws Exception {
    List<String> lines = Files.readAllLines(pids);
    assertThat(lines).hasSize(count);
    for (String pid : lines) {
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(left -> left.onExit().orTimeout(5, TimeUnit.SECONDS).join());
    }
  }

  @Test
  void shouldNotWaitForAChildOfTheProgramThatKeepsTheOutputOpen() throws Exception {
    Path pid = temp.resolve("pid");

    assertThat(run("/usr/bin/sleep 600 & echo $! >" + pid + "; echo a")).isEqualTo("a\n");

    assertEnded(pid, 1);
  }

  /** Those that have left its session, and that children of children made, too. */
  @Test
  void shouldEndWhatTheProgramLeavesBehind() throws Exception {
    Path pids = temp.resolve("pids");
    String note = "& echo $! >>" + pids + "; ";

    run(
        "/usr/bin/setsid /usr/bin/sleep 600 >/dev/null "
            + note
            + "(/usr/bin/nohup /usr/bin/sleep 600 >/dev/null 2>&1 "
            + note
            + ") ");

    assertEnded(pids, 2);
  }

  @Test
  void shouldEndWhatAProgramThatFailsLeavesBehind() throws Exception {
    Path pid = temp.resolve("pid");

    assertThatThrownBy(() -> run("/usr/bin/sleep 600 & echo $! >" + pid + "; exit 7"))
        .hasMessage("ended with exit code 7");

    assertEnded(pid, 1);
  }

  @Test
  void shouldLeaveAloneWhatAnotherProgramHasStarted() throws Exception {
    Process other = new ProcessBuilder("/usr/bin/sleep", "600").start();
    try {
      run("/usr/bin/sleep 600 & echo a");

      assertThat(other.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
    } finally {
      other.destroyForcibly();
    }
  }

  /** Whoever may write to it would have his code run as this user. */
  @Test
  void shouldNotRunAProgramThatOthersHaveBecomeAbleToWrite() throws Exception {
    Path program = Path.of(script.of("echo ran"));
    ChildProcess child = new ChildProcess(Map.of(), TimeUnit.SECONDS.toNanos(3));
    assertThat(child.run(List.of(program.toString()))).isEqualTo("ran\n".getBytes(UTF_8));

    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> child.run(List.of(program.toString())))
        .hasMessage("is not run: " + program + " may be written by others (mode 0777)");
  }

  @Test
  void shouldEndAProgramThatPrintsTooMuch() {
    assertThatThrownBy(() -> run("exec /usr/bin/yes")).hasMessage("printed more than 64 KiB");
  }

  @Test
  void shouldEndTheProgramWhenItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> run("exec /usr/bin/sleep 600"))
        .hasMessage("was ended because the agent is");
    assertThat(Thread.interrupted()).isTrue();
  }

  private String give(String body, byte[] input) throws IOException {
    ChildProcess child = new ChildProcess(Map.of(), TimeUnit.SECONDS.toNanos(20));
    return new String(child.run(List.of(script.of(body)), input), UTF_8);
  }

  @Test
  void shouldGiveTheProgramItsInputAndThenTheEnd() throws Exception {
    assertThat(give("/bin/cat", "{\"a\": 1}\n".getBytes(UTF_8))).isEqualTo("{\"a\": 1}\n");
  }

  @Test
  void shouldNotWaitForAProgramThatDoesNotReadItsInput() throws Exception {
    assertThat(give("echo done", new byte[1 << 20])).isEqualTo("done\n");
  }
}
