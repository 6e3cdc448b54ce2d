package io.hostshift.it.everywhere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hostshift.it.place.OpenPlace;
import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attaching where people are: namespaces, roots and rights of a JVM's own. */
@Tag("jdks")
class AttachPlacesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Jdk JDK = Jdk.of(17);
  private static final String IDLE =
      """
      public class Idle {
        public static void main(String[] args) throws Exception {
          System.out.println("up");
          System.in.read();
        }
      }
      """;

  private OpenPlace place;

  @BeforeEach
  void prepare() throws IOException {
    assumeThat(System.getProperty("user.name")).as("to be another user").isEqualTo("root");
    place = new OpenPlace();
    Program.compile(place.folder(), "Idle", IDLE);
    for (String file : List.of("Idle.class", "Idle.java")) {
      place.folder().resolve(file).toFile().setReadable(true, false);
    }
  }

  @AfterEach
  void remove() throws IOException {
    place.close();
  }

  /** As rootless Docker and Podman and userns-remap make them, with a PID namespace besides. */
  @Test
  void shouldReachAJvmInAUserNamespaceOfItsOwn() throws Exception {
    String made = OpenPlace.opened() + "exec unshare --user --mount --pid --fork sleep 600";
    Process holder = new ProcessBuilder("unshare", "-m", "sh", "-ec", made).start();
    try {
      String first = Long.toString(mapUsers(holder));
      List<String> entered =
          List.of("nsenter", "-t", first, "-U", "-m", "-p", "-S", "1000", "-G", "1000");
      try (Started jvm = start(entered, "-cp")) {
        jvm.awaitUp();
        assertAttaches(List.of(), Long.toString(jvm.javaPid()));
      }
    } finally {
      all(holder).forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static long mapUsers(Process unshare) throws Exception {
    Path namespace =
        Eventually.answers(
                "a user namespace without users",
                LIMIT,
                () ->
                    all(unshare).stream()
                        .map(each -> Path.of("/proc/" + each.pid()))
                        .filter(AttachPlacesIT::hasNoUsers)
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();
    Files.writeString(namespace.resolve("uid_map"), "0 231072 65536\n");
    Files.writeString(namespace.resolve("gid_map"), "0 231072 65536\n");
    return first(unshare.toHandle()).pid();
  }

  private static boolean hasNoUsers(Path process) {
    try {
      Path own = Files.readSymbolicLink(Path.of("/proc/self/ns/user"));
      return !Files.readSymbolicLink(process.resolve("ns/user")).equals(own)
          && Files.readString(process.resolve("uid_map")).isBlank();
    } catch (IOException e) {
      return false; // It has just begun, or ended.
    }
  }

  /** Of its PID namespace, which is the child of the one that has made it. */
  private static ProcessHandle first(ProcessHandle maker) {
    return Eventually.answers(
            "a process in it", LIMIT, () -> maker.children().findAny(), Optional::isPresent)
        .orElseThrow();
  }

  private static List<ProcessHandle> all(Process process) {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    return all;
  }

  @Test
  void shouldReachAJvmWhoseTmpIsALink() throws Exception {
    Path root = Files.createDirectories(place.folder().resolve("root"));
    String script =
        """
        root=%s; mkdir -p $root/data/tmp; chmod 1777 $root/data/tmp; ln -s /data/tmp $root/tmp
        for each in usr etc dev proc bin lib lib64 sbin; do
          if [ -L /$each ]; then ln -s "$(readlink /$each)" $root/$each
          elif [ -d /$each ]; then mkdir $root/$each; mount --rbind /$each $root/$each; fi
        done
        mkdir -p $root/jdk $root/classes
        mount --bind %s $root/jdk; mount --bind %s $root/classes
        exec chroot $root setpriv --reuid=1234 --regid=1234 --clear-groups \
          /jdk/bin/java -cp /classes Idle
        """
            .formatted(root, JDK.home(), place.folder());
    Process process =
        new ProcessBuilder("unshare", "-m", "sh", "-ec", script).redirectErrorStream(true).start();
    try (Started jvm = new Started(process)) {
      jvm.awaitUp();
      assertAttaches(List.of(), Long.toString(jvm.javaPid()));
    } finally {
      // What was mounted went with the namespace.
      Files.deleteIfExists(root.resolve("tmp"));
    }
  }

  /** As for port 80: the kernel shows such a process to nobody, its own user included. */
  @Test
  void shouldReachAJvmThatMayMoreThanItsUser() throws Exception {
    for (String user : List.of("1", "54321")) {
      String script =
          """
          %scp -a %s/. jdk; cp -a jdk plain; chmod -R a+rX .
          setcap cap_net_bind_service=+ep jdk/bin/java
          ldconfig -C cache $PWD/jdk/lib $PWD/jdk/lib/server; mount --bind cache /etc/ld.so.cache
          echo ready; read pid
          exec setpriv --reuid=%s --regid=%s --clear-groups sh -c '
            tail --pid=$$ -f /dev/null | jdk/bin/java -cp . Idle & sleep 3
            plain/bin/java -jar hostshift.jar list
            plain/bin/java -jar hostshift.jar attach $! && echo attached
            plain/bin/java -jar hostshift.jar status Idle | head -1
            plain/bin/java -jar hostshift.jar detach Idle && echo out; kill $!'
          """
              .formatted(OpenPlace.opened(), JDK.home(), user, user);
      Path folder = Files.createDirectories(place.folder().resolve("of-" + user));
      Files.copy(place.folder().resolve("Idle.class"), folder.resolve("Idle.class"));
      Files.copy(place.jar(), folder.resolve("hostshift.jar"));
      Process process =
          new ProcessBuilder("unshare", "-m", "sh", "-ec", script)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().write("\n".getBytes());
      process.getOutputStream().flush();
      Lines said = Lines.of(process.getInputStream());
      said.awaitEnd(Duration.ofMinutes(3));
      String name = user.equals("1") ? "daemon" : user;
      assertThat(said.all())
          .anyMatch(line -> line.matches("\\d+ +" + name + " .* Idle"))
          .contains("attached", "out")
          .anyMatch(line -> line.matches("JVM \\d+ \\(Idle\\), Java 17.*"));
    }
  }

  /** A JVM splits what it is given at the first of them. */
  @Test
  void shouldAttachFromAFolderWithAnEqualsSignInItsName() throws Exception {
    Path folder = Files.createDirectory(place.folder().resolve("version=1"));
    Path jar = Files.copy(place.jar(), folder.resolve("hostshift.jar"));
    try (ForkedJvm jvm = ForkedJvm.on(JDK).main(place.folder().toString(), "Idle").start()) {
      jvm.out().await("up", LIMIT);
      String pid = Long.toString(jvm.pid());
      for (String command : List.of("attach", "status", "detach")) {
        Hostshift run = Hostshift.run(JDK, jar, command, pid);
        assertThat(run.code()).as(run.toString()).isIn(0, 3);
      }
      assertThat(Path.of("/tmp/.hostshift-" + pid)).doesNotExist();
    }
  }

  /** Its file system can never be set up there; the JVM says why, and so do we. */
  @ParameterizedTest(name = "Java {0}")
  @EachJdk(EachJdk.Part.QUICK)
  void shouldPassOnTheJvmsOwnReasonWhereItsWorkingFolderWasDeleted(int version) throws Exception {
    try (ForkedJvm jvm = inADeletedFolder(version, "")) {
      Hostshift attached = Hostshift.run(JDK, "attach", Long.toString(jvm.pid()));

      assertThat(attached.code()).isEqualTo(1);
      assertThat(attached.err())
          .singleElement()
          .asString()
          .contains(
              version == 8 ? "No such file or directory" : "java.util.ServiceConfigurationError",
              "working folder was deleted");
    }
  }

  @ParameterizedTest(name = "Java {0}")
  @EachJdk(EachJdk.Part.QUICK)
  void shouldReachAServiceWhoseWorkingFolderWasDeleted(int version) throws Exception {
    try (ForkedJvm jvm =
        inADeletedFolder(version, "java.nio.file.Paths.get(\"\").toAbsolutePath();")) {
      assertAttaches(List.of(), Long.toString(jvm.pid()));
    }
  }

  private ForkedJvm inADeletedFolder(int version, String first) throws Exception {
    Program program =
        Program.compile(
            place.folder(),
            "InFolder",
            """
            public class InFolder {
              public static void main(String[] args) throws Exception {
                %s
                System.out.println("up");
                System.in.read();
              }
            }
            """
                .formatted(first));
    Path deleted = Files.createDirectory(place.folder().resolve("deleted"));
    ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(version))
            .options("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+EnableDynamicAgentLoading")
            .folder(deleted)
            .main(program)
            .start();
    jvm.out().await("up", LIMIT);
    Files.delete(deleted);
    return jvm;
  }

  /**
   * As {@code kubectl debug --target} makes it: the JVM's processes, and files, a /tmp and the
   * rights of a container of its own.
   */
  @ParameterizedTest(name = "a JVM of user {0}")
  @ValueSource(strings = {"0", "1"})
  void shouldReachAJvmFromADebugContainer(String user) throws Exception {
    String container =
        "mount -t proc proc /proc; mount -t tmpfs -o mode=1777 tmpfs /tmp; exec setpriv --reuid=%s"
            + " --regid=%s --clear-groups --inh-caps=-all --bounding-set=-all,"
            + "+chown,+dac_override,+fowner,+fsetid,+kill,+setgid,+setuid,+setpcap \"$@\"";
    String jvmOf = OpenPlace.opened() + container.formatted(user, user);
    List<String> of = List.of("unshare", "-m", "-p", "-f", "sh", "-ec", jvmOf, "sh");
    try (Started jvm = start(of, "-cp")) {
      jvm.awaitUp();
      String pid = Long.toString(jvm.javaPid());
      List<String> same = beside(pid, OpenPlace.opened() + container.formatted(user, user));
      for (String command : List.of("attach", "status", "detach")) {
        Hostshift run = Hostshift.run(same, JDK, place.jar(), command, "1");
        assertThat(run.code()).as(command + ": " + run).isIn(0, 3);
      }
      if (!user.equals("0")) {
        List<String> root = beside(pid, OpenPlace.opened() + container.formatted("0", "0"));
        Hostshift run = Hostshift.run(root, JDK, place.jar(), "attach", "1");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
            .singleElement()
            .asString()
            .contains("setpriv --reuid=" + user + " --regid=" + user + " --clear-groups java");
      }
    }
  }

  /** Its own number would be another process's, which the signal may end. */
  @Test
  void shouldSendNoSignalWhereProcIsThatOfAnotherNamespace() throws Exception {
    try (ForkedJvm jvm = ForkedJvm.on(JDK).main(place.folder().toString(), "Idle").start()) {
      jvm.out().await("up", LIMIT);
      Hostshift attached =
          Hostshift.run(
              List.of("unshare", "--pid", "--fork"), JDK, "attach", Long.toString(jvm.pid()));

      assertThat(attached.code()).isEqualTo(1);
      assertThat(attached.err())
          .singleElement()
          .asString()
          .contains("sends no signal", "/proc here shows the processes of another PID namespace");
      assertThat(jvm.out().all()).containsExactly("up");
    }
  }

  private static List<String> beside(String pid, String container) {
    return List.of("nsenter", "-t", pid, "-p", "unshare", "-m", "sh", "-ec", container, "sh");
  }

  private Started start(List<String> before, String option) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of(JDK.java().toString(), option, place.folder().toString(), "Idle"));
    return new Started(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private static void assertAttaches(List<String> before, String pid) {
    for (String command : List.of("attach", "status", "detach")) {
      Hostshift run = Hostshift.run(before, JDK, command, pid);
      assertThat(run.code()).as(command + ": " + run).isIn(0, 3);
    }
  }

  /** A process in places of its own, and the JVM at its end. */
  private static final class Started implements AutoCloseable {
    private final Process process;
    private final Lines said;

    private Started(Process process) {
      this.process = process;
      this.said = Lines.of(process.getInputStream());
    }

    private void awaitUp() {
      said.await("the JVM", "up"::equals, LIMIT);
    }

    /** The one of them that is Java. */
    private long javaPid() throws IOException {
      for (ProcessHandle each : all(process)) {
        Path comm = Path.of("/proc/" + each.pid() + "/comm");
        if (Files.exists(comm) && Files.readString(comm).trim().equals("java")) {
          return each.pid();
        }
      }
      throw new AssertionError("no JVM: " + said);
    }

    @Override
    public void close() throws InterruptedException {
      List<ProcessHandle> all = all(process);
      all.forEach(ProcessHandle::destroyForcibly);
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }
}
