package io.hostshift.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.OtherVersion;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.ShippedJars;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators do around a JVM: pipes that nobody reads, jars that are written over. */
@Tag("jdks")
class OperatorsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String WATCHES = "hostshift watches this VM";

  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final String IDLE =
      """
      public class Idle {
        public static void main(String[] args) throws Exception {
          System.out.println("up");
          System.in.read();
        }
      }
      """;

  @TempDir Path folder;

  private Program idle;
  private OperatedHost host;
  private Path journal;

  @BeforeEach
  void prepare() {
    idle = Program.compile(folder, "Idle", IDLE);
    host = new OperatedHost(folder, 1, 2);
    journal = folder.resolve("journal");
  }

  private String arguments() {
    return "interval=100ms,journal=" + journal + "," + host.arguments();
  }

  /** Full from the start on: async loggers keep such a service alive. */
  @Test
  void shouldGoOnWhereNobodyReadsStandardError() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw")) {
      reader.write(new byte[1 << 16]);
      try (ForkedJvm jvm =
          ForkedJvm.on(Jdk.of(17))
              .startedBy("sh", "-c", "exec \"$@\" 2> " + pipe, "sh")
              .agent(arguments())
              .main(idle)
              .start()) {
        jvm.out().await("up", LIMIT);
        String pid = Long.toString(jvm.pid());
        await("an agent that answers", () -> Hostshift.run(Jdk.of(17), "status", pid).code() != 1);
        for (int i = 1; i <= 4; i++) {
          host.moveTo(1 + i % 2);
          int events = i;
          await("event " + i, () -> lines(journal).size() == events);
        }
        await(
            "a warning",
            () ->
                Hostshift.run(Jdk.of(17), "status", pid)
                    .text()
                    .contains("! standard error has taken nothing for"));

        byte[] filled = new byte[1 << 16];
        reader.readFully(filled);
        assertThat(reader.readLine()).startsWith(WATCHES);
        for (int i = 0; i < 4; i++) {
          assertThat(reader.readLine()).startsWith("hostshift moved from");
        }
        assertThat(Hostshift.run(Jdk.of(17), "status", pid).text())
            .doesNotContain("has taken nothing");
      }
    }
  }

  @ParameterizedTest(name = "Java {0}")
  @EachJdk(EachJdk.Part.QUICK)
  void shouldTellEachMoveAfterItsJarWasCut(int version) throws Exception {
    Path jar = Files.copy(ShippedJars.agent(), folder.resolve("own.jar"));
    replaced(version, jar, () -> cut(jar, 300_000));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"overwritten", "renamed over"})
  void shouldTellEachMoveAfterItsJarWas(String what) throws Exception {
    Path jar = Files.copy(ShippedJars.agent(), folder.resolve("own.jar"));
    byte[] noise = new byte[3_000_000];
    new java.util.Random(1).nextBytes(noise);
    replaced(
        17,
        jar,
        () -> {
          if (what.equals("overwritten")) {
            overwrite(jar, noise);
          } else {
            renameOver(jar);
          }
        });
  }

  private void replaced(int version, Path jar, Runnable fault) throws Exception {
    Jdk jdk = Jdk.of(version);
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .options("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+EnableDynamicAgentLoading")
            .options("-javaagent:" + jar + "=" + arguments())
            .main(idle)
            .start()) {
      jvm.err().await(WATCHES, LIMIT);
      fault.run();
      for (int i = 1; i <= 2; i++) {
        String name = host.moveTo(3 - i);
        jvm.err().await("to " + name, LIMIT);
        int events = i;
        await("event " + i, () -> lines(journal).size() == events);
      }
      jvm.err().await("has been replaced; the one before goes on until", LIMIT);
      String pid = Long.toString(jvm.pid());
      Hostshift status = Hostshift.run(jdk, "status", pid);
      assertThat(status.code()).as(status.toString()).isEqualTo(3);
      assertThat(status.text()).contains("has been replaced").contains("Events  2");
      assertThat(Hostshift.run(jdk, "retune", pid).code()).isZero();
      assertThat(Hostshift.run(jdk, "migrations", pid).out()).hasSize(2);
      Hostshift detached = Hostshift.run(jdk, "detach", pid);
      assertThat(detached.code()).as(detached.toString()).isZero();
      assertThat(jvm.err().all())
          .filteredOn(line -> line.contains("error:") || line.contains("warn:"))
          .hasSize(1);
    }
  }

  private static void cut(Path jar, long length) {
    try (FileChannel channel = FileChannel.open(jar, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void overwrite(Path jar, byte[] bytes) {
    try (FileChannel channel = FileChannel.open(jar, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void renameOver(Path jar) {
    try {
      Path next = Files.copy(ShippedJars.agent(), jar.resolveSibling("next.jar"));
      Files.move(next, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void shouldSayJsonLinesWhereACollectorReadsThem() throws Exception {
    Path log = folder.resolve("hostshift.log");
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(17))
            .agent(arguments() + ",log=info+json+file:" + log)
            .main(idle)
            .start()) {
      await("the line at the start", () -> !lines(log).isEmpty());
      String name = host.moveTo(1);
      await("the event", () -> lines(log).size() == 2);

      JsonNode start = STRICT.readTree(lines(log).get(0));
      assertThat(start.get("logger").asText()).isEqualTo("hostshift");
      assertThat(start.get("level").asText()).isEqualTo("info");
      assertThat(start.get("message").asText()).startsWith("watches this VM");
      JsonNode moved = STRICT.readTree(lines(log).get(1));
      assertThat(moved.get("verdict").asText()).isEqualTo("MIGRATED");
      assertThat(moved.at("/to/file.host").asText()).isEqualTo(name);
      assertThat(moved.get("message").asText()).startsWith("moved from start to " + name);
      assertThat(jvm.err().all()).isEmpty();
    }
  }

  /** As systemd and small images start services. */
  @ParameterizedTest(name = "Java {0}")
  @EachJdk(EachJdk.Part.QUICK)
  void shouldCostOneLineForEachPathThatThePosixLocaleCannotSpell(int version) throws Exception {
    List<String> keys = List.of("journal", "file", "profile", "root", "killSwitch");
    StringBuilder script = new StringBuilder("export LC_ALL=C\n");
    for (String key : keys) {
      script.append("export HOSTSHIFT_").append(key.toUpperCase(Locale.ROOT)).append('=');
      script.append(folder.resolve(key)).append("-\u017c\n");
    }
    // Not as an argument, which the test's own locale might not be able to spell.
    Path odd = Files.writeString(folder.resolve("odd"), script + "exec \"$@\"\n");
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(version))
            .startedBy("sh", odd.toString())
            .agent("interval=100ms")
            .main(idle)
            .start()) {
      jvm.err().await(WATCHES, LIMIT);
      for (String key : keys) {
        assertThat(jvm.err().all())
            .filteredOn(line -> line.startsWith("hostshift error: environment: " + key + "="))
            .as(key)
            .hasSize(1)
            .allMatch(line -> line.contains("cannot spell that path"));
      }
      assertThat(jvm.err().all()).filteredOn(line -> line.contains("error:")).hasSize(keys.size());
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    Eventually.holds(what, LIMIT, condition::getAsBoolean);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** As in a pod: each JVM of it gets the agent, and the command line is one. */
  @Test
  void shouldNotRunInItsOwnCommandLine() throws Exception {
    Path profile = Files.writeString(folder.resolve("profile"), "untouched");
    Path other = Files.copy(ShippedJars.agent(), folder.resolve("other.jar"));
    for (Path jar : List.of(ShippedJars.agent(), other)) {
      ProcessBuilder list =
          new ProcessBuilder(Jdk.of(17).java().toString(), "-jar", jar.toString(), "list")
              .redirectErrorStream(true);
      list.environment().put("JAVA_TOOL_OPTIONS", "-javaagent:" + ShippedJars.agent());
      list.environment().put("HOSTSHIFT_PROFILE", profile.toString());
      // It would start at once for that.
      list.environment().put("HOSTSHIFT_HEADROOM", "true");
      Process process = list.start();
      Lines said = Lines.of(process.getInputStream());
      said.awaitEnd(LIMIT);
      assertThat(said.all()).noneMatch(line -> line.contains("watches") || line.contains("is off"));
    }
    assertThat(profile).hasContent("untouched");
  }

  @Test
  void shouldSayNothingInAToolOfAService() throws Exception {
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(17))
            .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + ShippedJars.agent())
            .main(idle)
            .start()) {
      jvm.out().await("up", LIMIT);
      Lapse.ofMillis(2000, "in which it may say nothing");
      jvm.process().getOutputStream().close();
      jvm.awaitExit(LIMIT);
      assertThat(jvm.err().all()).noneMatch(line -> line.startsWith("hostshift "));
    }
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(17))
            .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + ShippedJars.agent())
            .main(idle)
            .start()) {
      jvm.err().await(WATCHES, LIMIT);
    }
  }

  @Test
  void shouldNotShareAProfileWithAJvmThatRuns() throws Exception {
    Path profile = folder.resolve("profile");
    String arguments = "interval=100ms,profile=" + profile + "," + host.arguments();
    try (ForkedJvm first = ForkedJvm.on(Jdk.of(17)).agent(arguments).main(idle).start()) {
      first.err().await(WATCHES, LIMIT);
      try (ForkedJvm second = ForkedJvm.on(Jdk.of(17)).agent(arguments).main(idle).start()) {
        second.err().await(WATCHES, LIMIT);
        assertThat(second.err().all())
            .anyMatch(
                line ->
                    line.startsWith("hostshift error: the profile is neither used nor written: ")
                        && line.contains("is kept by another JVM that runs"));
      }
      assertThat(first.err().all()).noneMatch(line -> line.contains("error:"));
    }
    try (ForkedJvm third = ForkedJvm.on(Jdk.of(17)).agent(arguments).main(idle).start()) {
      third.err().await(WATCHES, LIMIT);
      assertThat(third.err().all()).noneMatch(line -> line.contains("error:"));
    }
  }

  @ParameterizedTest(name = "Java {0}")
  @EachJdk(EachJdk.Part.QUICK)
  void shouldRunTheNewJarWithTheOldOnesHistoryAfterAnUpgrade(int version) throws Exception {
    Jdk jdk = Jdk.of(version);
    Path old = OtherVersion.write(folder.resolve("hostshift-0.9.jar"), "0.9");
    Path next = OtherVersion.write(folder.resolve("the next, 1.1.jar"), "1.1");
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .options("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+EnableDynamicAgentLoading")
            .options("-javaagent:" + old + "=" + arguments())
            .main(idle)
            .start()) {
      jvm.err().await(WATCHES, LIMIT);
      String pid = Long.toString(jvm.pid());
      String first = host.moveTo(1);
      await("event 1", () -> lines(journal).size() == 1);
      Hostshift other = Hostshift.run(jdk, next, "status", pid);
      assertThat(other.text()).contains("hostshift 0.9 since");
      assertThat(other.err()).anyMatch(line -> line.contains("is 1.1 here and 0.9 in JVM " + pid));

      Hostshift upgraded = Hostshift.run(jdk, next, "upgrade", pid);

      assertThat(upgraded.code()).as(upgraded.toString()).isZero();
      assertThat(upgraded.text()).contains("hostshift 1.1 in place of 0.9; events kept: 1 of 1");
      // As it came, and from nowhere else: the old jar is of no use any more.
      Files.delete(old);
      JsonNode status = STRICT.readTree(Hostshift.run(jdk, next, "status", pid, "--json").text());
      assertThat(status.get("version").asText()).isEqualTo("1.1");
      assertThat(status.at("/lastEvents/0/event/to/file.host").asText()).isEqualTo(first);
      assertThat(status.at("/host/known").asInt()).isEqualTo(2);
      assertThat(configured(status, "interval")).isEqualTo("100ms");
      assertThat(configured(status, "journal")).isEqualTo(journal.toString());
      host.moveTo(2);
      await("event 2", () -> lines(journal).size() == 2);
      assertThat(STRICT.readTree(lines(journal).get(1)).get("sequence").asInt()).isEqualTo(2);
      assertThat(Hostshift.run(jdk, next, "detach", pid).code()).isZero();
    }
  }

  private static String configured(JsonNode status, String key) {
    for (JsonNode entry : status.get("configuration")) {
      if (entry.get("key").asText().equals(key)) {
        return entry.get("value").asText();
      }
    }
    return "";
  }

  @Test
  void shouldRunTheJarThatIsAttachedAfterADetach() throws Exception {
    Jdk jdk = Jdk.of(17);
    Path next = OtherVersion.write(folder.resolve("next.jar"), "1.1");
    try (ForkedJvm jvm = ForkedJvm.on(jdk).agent("log=off").main(idle).start()) {
      jvm.out().await("up", LIMIT);
      String pid = Long.toString(jvm.pid());
      await("an agent", () -> Hostshift.run(jdk, "detach", pid).code() == 0);

      assertThat(Hostshift.run(jdk, next, "attach", pid).code()).isZero();

      assertThat(Hostshift.run(jdk, next, "status", pid).text()).contains("hostshift 1.1 since");
      assertThat(Hostshift.run(jdk, next, "list").out())
          .anyMatch(line -> line.startsWith(pid + " ") && line.contains(" 1.1 "));
    }
  }

  @Test
  void shouldTellAPipelineWhetherTheVmMovedMeanwhile() throws Exception {
    Jdk jdk = Jdk.of(17);
    try (ForkedJvm jvm = ForkedJvm.on(jdk).agent(arguments()).main(idle).start()) {
      jvm.err().await(WATCHES, LIMIT);
      String pid = Long.toString(jvm.pid());
      String before = java.time.Instant.now().toString();
      assertThat(since(pid, before).code()).isZero();
      // Not waited for: this moment is looked at as well.
      host.moveTo(1);
      Hostshift moved = since(pid, before);
      assertThat(moved.code()).as(moved.toString()).isEqualTo(4);
      assertThat(moved.text()).contains("#1 MIGRATED");
      Lapse.ofMillis(10, "the next question begins after the move");
      Hostshift after = since(pid, java.time.Instant.now().toString());
      assertThat(after.code()).isZero();
      assertThat(after.text()).contains("has noticed no event in that time");
      assertThat(Hostshift.run(jdk, "migrations", pid, "--until", before, "--exit-code").code())
          .isZero();
      assertThat(Hostshift.run(jdk, "migrations", pid, "--since", "soon").code()).isEqualTo(2);
    }
  }

  private static Hostshift since(String pid, String moment) {
    return Hostshift.run(Jdk.of(17), "migrations", pid, "--since", moment, "--exit-code");
  }

  @Test
  void shouldNotBeReadyBetweenANoticeAndItsEnd() throws Exception {
    Jdk jdk = Jdk.of(17);
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk).agent("simulate=true,interval=100ms,settle=4s").main(idle).start()) {
      jvm.err().await(WATCHES, LIMIT);
      String pid = Long.toString(jvm.pid());
      assertThat(Hostshift.run(jdk, "status", pid, "--ready").code()).isZero();

      assertThat(Hostshift.run(jdk, "simulate", pid).code()).isZero();

      Hostshift moving = Hostshift.run(jdk, "status", pid, "--ready");
      assertThat(moving.code()).as(moving.toString()).isEqualTo(4);
      assertThat(moving.text()).contains("is not ready: simulated has announced");
      await("its end", () -> Hostshift.run(jdk, "status", pid, "--ready").code() == 0);
    }
  }

  /** The listener that the documentation shows. */
  @Test
  void shouldReseedByTheListenerOfTheDocumentation() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "monitoring.md"));
    int begin = page.indexOf("```java\n") + "```java\n".length();
    Program.compile(folder, "ReseedOnRestore", page.substring(begin, page.indexOf("```", begin)));
    Program cloned =
        Program.compile(
            folder,
            "Cloned",
            """
            public class Cloned {
              public static void main(String[] args) throws Exception {
                ReseedOnRestore.of(new java.security.SecureRandom());
                System.out.println("up");
                System.in.read();
              }
            }
            """);
    Path vm = Files.writeString(folder.resolve("vm"), "vm.id=1\nhost=a\n");
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(17))
            .agent("interval=100ms,settle=0s,sources=file,file=" + vm)
            .main(cloned)
            .start()) {
      jvm.err().await(WATCHES, LIMIT);
      new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      rename(vm, "vm.id=1\nhost=b\n");
      jvm.err().await("moved from a to b", LIMIT);
      assertThat(jvm.out().all()).doesNotContain("reseeded");
      rename(vm, "vm.id=2\nhost=b\n");
      jvm.out().await("reseeded", LIMIT);
    }
  }

  private static void rename(Path file, String text) throws IOException {
    Path next = Files.writeString(file.resolveSibling("next"), text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Python stands in for the journal: Java has no datagrams of that kind. */
  @Test
  void shouldSpeakToTheSystemdJournal() throws Exception {
    org.assertj.core.api.Assumptions.assumeThat(System.getProperty("user.name")).isEqualTo("root");
    Path got = folder.resolve("got");
    Path journald =
        Files.writeString(
            folder.resolve("journald.py"),
            """
            import socket
            heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            heard.bind('/run/systemd/journal/socket')
            print('ready', flush=True)
            text = heard.recv(65536)
            open('%s', 'wb').write(text)
            """
                .formatted(got));
    String script =
        "mount -t tmpfs tmpfs /run; mkdir -p /run/systemd/journal; python3 "
            + journald
            + " & while [ ! -e /run/systemd/journal/socket ]; do sleep 0.1; done; exec \"$@\"";
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(17))
            .startedBy("unshare", "-m", "sh", "-ec", script, "sh")
            .agent("log=info+journald,interval=100ms," + host.arguments())
            .main(idle)
            .start()) {
      await("a message", () -> !lines(got).isEmpty());
      assertThat(lines(got).get(0)).startsWith("MESSAGE=watches this VM");
      assertThat(lines(got)).contains("PRIORITY=6", "SYSLOG_IDENTIFIER=hostshift");
      assertThat(jvm.err().all()).isEmpty();
    }
  }
}
