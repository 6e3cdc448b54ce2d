package io.hostshift.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.place.Partition;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live Partition Mobility with the hook that the shipped jar prints, and a stand-in for drmgr. */
class DrmgrHookIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** What is said to it over standard input it does, and answers with one line. */
  private static final String PROGRAM =
      """
      import java.io.*;
      import java.lang.management.ManagementFactory;
      import javax.management.*;
      import javax.management.openmbean.CompositeData;

      public class Orders {
        static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

        public static void main(String[] args) throws Exception {
          ObjectName name = new ObjectName("io.hostshift:type=Migrations");
          while (args.length > 0 && !SERVER.isRegistered(name)) {
            Thread.sleep(20);
          }
          System.out.println("up");
          BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            if (words[0].equals("hold")) {
              System.out.println("hold " + SERVER.invoke(name, "hold",
                  new Object[] {Integer.valueOf(words[1]), words[2]},
                  new String[] {"int", "java.lang.String"}));
            } else if (words[0].equals("ready")) {
              System.out.println("ready " + SERVER.invoke(name, "ready", null, null));
            } else {
              StringBuilder all = new StringBuilder("notices " + words[1]);
              for (CompositeData each : (CompositeData[]) SERVER.getAttribute(name, "Notices")) {
                all.append(' ').append(each.get("channel")).append(' ').append(each.get("phase"))
                    .append(' ').append(each.get("acknowledged"))
                    .append(' ').append(each.get("event"));
              }
              System.out.println(all);
            }
          }
        }
      }
      """;

  @TempDir Path folder;

  private Partition partition;
  private Program program;
  private Path host;
  private int asked;

  @BeforeEach
  void start() throws Exception {
    program = Program.compile(folder, "Orders", PROGRAM);
    host = Files.writeString(folder.resolve("host"), "name=a\n");
    partition = new Partition(folder);
  }

  @AfterEach
  void end() throws InterruptedException {
    if (partition != null) {
      partition.close();
    }
  }

  private ForkedJvm jvm(String arguments) {
    return jvm(arguments, partition.enter());
  }

  private ForkedJvm jvm(String arguments, String[] start) {
    ForkedJvm jvm =
        ForkedJvm.on(Jdk.running())
            .startedBy(start)
            .options("-Xmx64m", "-XX:+UseSerialGC")
            .agent("settle=2s,sources=file+capacity,file=" + host + "," + arguments)
            .main(program, "agent")
            .start();
    jvm.out().await("up", LIMIT);
    return jvm;
  }

  private Drmgr drmgr(String... options) throws Exception {
    return new Drmgr(partition, Drmgr.install(folder, options));
  }

  private static String say(ForkedJvm jvm, String words, String answer) throws IOException {
    OutputStream in = jvm.process().getOutputStream();
    in.write((words + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
    return jvm.out().await(answer, LIMIT);
  }

  /** The notices: channel, phase, whether it was acknowledged, event; asked until it is so. */
  private void awaitNotices(ForkedJvm jvm, String expected) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    String shown = "";
    while (!shown.equals(expected)) {
      assertThat(System.nanoTime()).as(shown + "\n" + jvm).isLessThan(end);
      String mark = "notices " + ++asked;
      shown = say(jvm, mark, mark + " ").substring(mark.length() + 1);
    }
  }

  private void move(String to) {
    try {
      Path renamed = Files.writeString(folder.resolve("renamed"), "name=" + to + "\n");
      Files.move(renamed, host, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of two holds: the check passes, the beginning waits for it, the move joins the notice. */
  @Test
  void shouldHaveTheMoveWaitForAllJvmsAndJoinItWithTheNotice() throws Exception {
    Drmgr drmgr = drmgr();
    try (ForkedJvm first = jvm("notices=ack");
        ForkedJvm second = jvm("notices=ack")) {
      say(second, "hold 600 backup", "hold false");
      Drmgr.Run check = drmgr.check();
      assertThat(check.code()).as(check.said()).isZero();
      awaitNotices(first, "drmgr ANNOUNCED false 0");
      awaitNotices(second, "drmgr ANNOUNCED false 0");

      Thread hook =
          new Thread(
              () -> {
                try {
                  drmgr.migrate(() -> move("b"));
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      hook.start();
      awaitNotices(first, "drmgr ANNOUNCED true 0");
      second.err().await("it waits for an answer", LIMIT);
      assertThat(Files.readString(host)).isEqualTo("name=a\n");
      say(second, "ready", "ready true");
      hook.join(LIMIT.toMillis());

      assertThat(drmgr.phases()).containsExactly("check", "pre", "post");
      assertThat(Files.readString(host)).isEqualTo("name=b\n");
      for (ForkedJvm jvm : List.of(first, second)) {
        awaitNotices(jvm, "drmgr ENDED true 1");
        jvm.err().await("hostshift moved from a to b", LIMIT);
        jvm.err().await("drmgr has ended a migration", LIMIT);
      }
    }
  }

  @Test
  void shouldRefuseOnlyWhereThatIsConfiguredAndSaySoToTheHmc() throws Exception {
    Drmgr drmgr = drmgr();
    try (ForkedJvm first = jvm("notices=ack");
        ForkedJvm second = jvm("veto=true")) {
      say(first, "hold 600 first", "hold false");
      assertThat(drmgr.check().code()).isZero();
      say(second, "hold 600 backup", "hold false");
      Drmgr.Run refused = drmgr.check();

      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.said())
          .containsPattern(
              "^hostshift does not let this partition move, for JVM \\d+ \\(Orders\\):"
                  + " held for another \\d+ s: backup$");
      assertThat(drmgr.phases()).containsExactly("check", "check", "undocheck");
      awaitNotices(first, "drmgr CANCELLED false 0");
      awaitNotices(second, "drmgr CANCELLED false 0");
      second.err().await("refuses the migration that drmgr asks about", LIMIT);
      say(second, "ready", "ready true");
      assertThat(drmgr.check().code()).isZero();

      // The administrator of the partition has the last word.
      say(second, "hold 600 backup", "hold false");
      assertThat(drmgr("--no-veto").check().code()).isZero();
    }
  }

  /** Anybody may run a JVM and have it refuse; whose word counts is root's to say. */
  @Test
  void shouldCountRefusalsOfNamedUsersAlone() throws Exception {
    folder.toFile().setExecutable(true, false);
    folder.toFile().setReadable(true, false);
    List<String> asNobody = new ArrayList<>(List.of(partition.enter()));
    asNobody.addAll(
        List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--"));
    try (ForkedJvm jvm = jvm("veto=true", asNobody.toArray(String[]::new))) {
      say(jvm, "hold 600 backup", "hold false");
      Drmgr.Run passed = drmgr().check();
      Drmgr.Run ofAnother = drmgr("--veto-of", "daemon+bin").check();
      Drmgr.Run ofNobody = drmgr("--veto-of", "daemon+nobody").check();
      Drmgr.Run byNumber = drmgr("--veto-of", "65534").check();

      assertThat(List.of(passed, ofAnother))
          .allSatisfy(
              run ->
                  assertThat(run.said())
                      .containsPattern(
                          "^hostshift goes on although JVM \\d+ \\(Orders\\) refuses, as user nobody"
                              + " is not named with --veto-of: held for another \\d+ s: backup$"))
          .extracting(Drmgr.Run::code)
          .containsOnly(0);
      assertThat(List.of(ofNobody, byNumber))
          .allSatisfy(
              run ->
                  assertThat(run.said()).startsWith("hostshift does not let this partition move"))
          .extracting(Drmgr.Run::code)
          .containsOnly(1);
    }
  }

  @Test
  void shouldWaitNoLongerThanItsLimitWhateverIsHeld() throws Exception {
    Drmgr drmgr = drmgr("--limit", "10");
    try (ForkedJvm jvm = jvm("notices=ack")) {
      say(jvm, "hold 600 backup", "hold false");
      List<Drmgr.Run> runs = drmgr.migrate(() -> move("b"));

      assertThat(runs).extracting(Drmgr.Run::code).containsOnly(0);
      assertThat(runs.get(0).said()).contains("goes on although JVM ").endsWith(": backup");
      assertThat(runs.get(0).took()).isLessThan(Duration.ofSeconds(15));
      awaitNotices(jvm, "drmgr ENDED false 1");
    }
  }

  @Test
  void shouldNotWaitForAJvmThatIsStopped() throws Exception {
    Drmgr drmgr = drmgr();
    try (ForkedJvm stopped = jvm("notices=ack");
        ForkedJvm other = jvm("notices=ack")) {
      long pid = stopped.process().children().findFirst().orElseThrow().pid();
      new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();
      Drmgr.Run check = drmgr.check();
      List<Drmgr.Run> runs = drmgr.migrate(() -> move("b"));
      new ProcessBuilder("kill", "-CONT", Long.toString(pid)).start().waitFor();

      assertThat(check.code()).isZero();
      assertThat(check.said())
          .containsPattern("goes on without JVM \\d+ \\(Orders\\): gets no answer .* is stopped");
      assertThat(runs.get(0).took()).isLessThan(Duration.ofSeconds(30));
      awaitNotices(other, "drmgr ENDED true 1");
      stopped.err().await("hostshift moved from a to b", LIMIT);
      // Not a dump of its threads, which a JVM prints at a signal that nobody explains.
      assertThat(stopped.err().all()).noneMatch(line -> line.contains("Full thread dump"));
    }
  }

  @Test
  void shouldLeaveAJvmWithoutTheAgentAlone() throws Exception {
    Drmgr drmgr = drmgr();
    Drmgr.Run nobody = drmgr.check();
    assertThat(nobody).returns(0, Drmgr.Run::code).returns("", Drmgr.Run::said);
    assertThat(nobody.took()).isLessThan(Duration.ofSeconds(20));
    try (ForkedJvm without =
        ForkedJvm.on(Jdk.running()).startedBy(partition.enter()).main(program).start()) {
      without.out().await("up", LIMIT);
      assertThat(drmgr.check()).returns(0, Drmgr.Run::code).returns("", Drmgr.Run::said);

      long pid = without.process().children().findFirst().orElseThrow().pid();
      assertThat(threads(pid)).contains("Signal Dispatch").doesNotContain("Attach Listener");
    }
  }

  private static List<String> threads(long pid) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads.toList()) {
        names.add(Files.readString(thread.resolve("comm")).trim());
      }
    }
    return names;
  }

  @Test
  void shouldLetEveryMigrationPassWhereItCannotWork() throws Exception {
    Path hook = Drmgr.install(folder);
    Drmgr drmgr = new Drmgr(partition, hook);
    Files.writeString(hook, Files.readString(hook).replaceAll("(?m)^JAR=.*$", "JAR=/nowhere.jar"));

    Drmgr.Run check = drmgr.check();
    assertThat(check.code()).isZero();
    assertThat(check.said()).startsWith("hostshift tells no JVM of the migration: ");
    Path broken = Files.writeString(folder.resolve("broken.jar"), "no jar");
    Files.writeString(hook, Files.readString(hook).replaceAll("(?m)^JAR=.*$", "JAR=" + broken));
    assertThat(drmgr.check().code()).isZero();
    assertThat(drmgr.run("cpu", "add", "pre")).returns("", Drmgr.Run::said);
    assertThat(drmgr.run("pmig", "migrate", "later")).returns(0, Drmgr.Run::code);
  }
}
