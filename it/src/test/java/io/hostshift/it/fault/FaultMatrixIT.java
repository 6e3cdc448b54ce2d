package io.hostshift.it.fault;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.tools.attach.VirtualMachine;
import io.hostshift.it.place.Cover;
import io.hostshift.it.place.Shim;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.CProgram;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.SafetyCases;
import io.hostshift.it.run.ShippedJars;
import io.hostshift.it.run.WorkingJvm;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Breaks what is below the agent while the application works: files, clocks, limits, the kernel's
 * permissions, the agent's own threads. The application works on in each case, and the agent finds
 * the next move when the fault is over, or says once that it is off.
 */
@SafetyCases(SafetyCases.Kind.FAULT)
class FaultMatrixIT {
  private static final String WATCHES = "hostshift watches this VM";

  /** How long a fault lasts at least, in milliseconds; the agent polls twenty times a second. */
  private static final long FAULT_MILLIS = 1000;

  /** What a pipe holds, in bytes. */
  private static final int PIPE = 1 << 16;

  @TempDir Path folder;
  private OperatedHost host;
  private Shim shim;

  @BeforeEach
  void prepare() throws IOException {
    host = new OperatedHost(folder, 1, 2);
    shim = new Shim(folder);
  }

  private String arguments() {
    return "interval=50ms,"
        + host.arguments().replace("sources=file+capacity,", "sources=-vmclock,");
  }

  private JvmCommand command(Jdk jdk) {
    return ForkedJvm.on(jdk).options("-Xmx64m").folder(folder);
  }

  /** With the shim below it that changes what reads answer. */
  private JvmCommand shimmed(Jdk jdk) throws Exception {
    return shim.below(command(jdk), jdk);
  }

  private static void workFor(WorkingJvm working, long millis) throws IOException {
    long end = System.nanoTime() + millis * 1_000_000;
    do {
      working.assertWorks();
    } while (System.nanoTime() < end);
  }

  /** The host moves, and the agent tells it as one event more than it has told. */
  private void assertNoticesAMove(WorkingJvm working, AgentView view, int processors) {
    int before = (int) view.count();
    String name = host.moveTo(processors);
    AgentView.Event event = view.awaitEvent(before + 1, WorkingJvm.LIMIT);
    assertThat(event.to()).containsEntry("file.host", name);
    working.err().await("to " + name, WorkingJvm.LIMIT);
  }

  private static List<Jdk> jdks() {
    return Jdk.MATRIX.stream().map(Jdk::of).toList();
  }

  @ParameterizedTest(name = "reads {0}, then as before")
  @ValueSource(strings = {"fail", "hang", "short", "change"})
  void shouldFindTheNextMoveAfterReadsThat(String mode) throws Exception {
    readsBreak(Jdk.running(), mode);
  }

  @ParameterizedTest(name = "reads {1}, then as before, {0}")
  @MethodSource("readFaults")
  @Tag("long")
  @Tag("jdks")
  void shouldFindTheNextMoveAfterReadsThat(Jdk jdk, String mode) throws Exception {
    readsBreak(jdk, mode);
  }

  static Stream<Object[]> readFaults() {
    return jdks().stream()
        .flatMap(
            jdk ->
                Stream.of("fail", "hang", "short", "change").map(mode -> new Object[] {jdk, mode}));
  }

  private void readsBreak(Jdk jdk, String mode) throws Exception {
    try (WorkingJvm working =
        WorkingJvm.start(shimmed(jdk).agent(arguments() + ",settle=10m"), folder)) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      AgentView view = new AgentView(working.jvm().jmx()).awaitRegistered(WorkingJvm.LIMIT);
      shim.fault(mode);
      workFor(working, FAULT_MILLIS);
      shim.fault("none");
      assertThat(view.events()).isEmpty();
      assertNoticesAMove(working, view, 1);
      working.end();
    }
  }

  @ParameterizedTest(name = "reads {0} from the start")
  @ValueSource(strings = {"fail", "hang"})
  void shouldRunWithoutAnAgentWhereItsReadsFromTheStart(String mode) throws Exception {
    shim.fault(mode);
    try (WorkingJvm working = WorkingJvm.start(shimmed(Jdk.running()).agent(arguments()), folder)) {
      if (mode.equals("fail")) {
        working.err().await("is off, the application runs without it", WorkingJvm.LIMIT);
      }
      workFor(working, FAULT_MILLIS);
      assertThat(working.end()).hasSize(mode.equals("fail") ? 1 : 0);
    }
  }

  @ParameterizedTest(name = "clock set by {0} hours")
  @ValueSource(ints = {5, -5, 10_000, -10_000})
  void shouldNoticeMovesWhateverTheWallClockDoes(int hours) throws Exception {
    shim.clock(0);
    try (WorkingJvm working = WorkingJvm.start(shimmed(Jdk.running()).agent(arguments()), folder)) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      AgentView view = new AgentView(working.jvm().jmx()).awaitRegistered(WorkingJvm.LIMIT);
      assertNoticesAMove(working, view, 1);
      shim.clock(hours * 3600L);
      long polls = (Long) view.get("Watcher", "Polls");
      view.await(
          "polls after the step",
          now -> (Long) now.get("Watcher", "Polls") > polls + 5,
          WorkingJvm.LIMIT);
      working.assertWorks();
      assertThat(view.count()).isEqualTo(1);
      assertNoticesAMove(working, view, 2);
      long stepped = view.events().get(1).detectedAtMillis();
      long told = System.currentTimeMillis() + hours * 3_600_000L;
      assertThat(stepped).as("time of the event").isBetween(told - 90_000, told + 90_000);
      working.end();
    }
  }

  @ParameterizedTest(name = "stopped for {0} s")
  @ValueSource(ints = 3)
  void shouldGoOnAfterItWasStopped(int seconds) throws Exception {
    stopped(seconds);
  }

  @ParameterizedTest(name = "stopped for {0} s")
  @ValueSource(ints = 60)
  @Tag("long")
  void shouldGoOnAfterItWasStoppedForAMinute(int seconds) throws Exception {
    stopped(seconds);
  }

  private void stopped(int seconds) throws Exception {
    try (WorkingJvm working = WorkingJvm.start(command(Jdk.running()).agent(arguments()), folder)) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      AgentView view = new AgentView(working.jvm().jmx()).awaitRegistered(WorkingJvm.LIMIT);
      working.signal("STOP");
      String name = host.moveTo(1);
      Lapse.ofMillis(seconds * 1000L, "the application stands still for so long");
      working.signal("CONT");
      assertThat(view.awaitEvent(1, WorkingJvm.LIMIT).to()).containsEntry("file.host", name);
      assertNoticesAMove(working, view, 2);
      assertThat(view.count()).isEqualTo(2);
      working.end();
    }
  }

  @Test
  @DisplayName("frozen by a control group")
  void shouldGoOnAfterItsControlGroupWasFrozen() throws Exception {
    Path freezer = Path.of("/sys/fs/cgroup/freezer");
    assumeThat(Files.isWritable(freezer) && Files.exists(freezer.resolve("tasks")))
        .as("a freezer of version 1 that may be written to")
        .isTrue();
    Path group = Files.createDirectory(freezer.resolve("fault-it-" + System.nanoTime()));
    try (WorkingJvm working = WorkingJvm.start(command(Jdk.running()).agent(arguments()), folder)) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      AgentView view = new AgentView(working.jvm().jmx()).awaitRegistered(WorkingJvm.LIMIT);
      Files.writeString(group.resolve("cgroup.procs"), Long.toString(working.jvm().pid()));
      Files.writeString(group.resolve("freezer.state"), "FROZEN");
      String name = host.moveTo(1);
      Lapse.ofMillis(FAULT_MILLIS, "it stays frozen for so long");
      Files.writeString(group.resolve("freezer.state"), "THAWED");
      assertThat(view.awaitEvent(1, WorkingJvm.LIMIT).to()).containsEntry("file.host", name);
      assertNoticesAMove(working, view, 2);
      working.end();
    } finally {
      Files.writeString(group.resolve("freezer.state"), "THAWED");
      awaitRemoved(group);
    }
  }

  private static void awaitRemoved(Path group) throws IOException {
    Eventually.answers(
        "nothing is in the group",
        WorkingJvm.LIMIT,
        () -> Files.readAllLines(group.resolve("tasks")),
        List::isEmpty);
    Files.delete(group);
  }

  @ParameterizedTest(name = "no {0} left")
  @ValueSource(strings = {"files", "metaspace", "heap"})
  void shouldFindTheNextMoveAfterTheApplicationHadTakenAll(String what) throws Exception {
    JvmCommand command =
        command(Jdk.running())
            .startedBy("prlimit", "--nofile=150:150")
            .options("-XX:MaxMetaspaceSize=40m")
            .agent(arguments());
    try (WorkingJvm working = WorkingJvm.start(command, folder)) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      // Connected beforehand: a JVM without descriptors cannot be reached.
      AgentView view = new AgentView(working.jvm().jmx()).awaitRegistered(WorkingJvm.LIMIT);
      assertThat(working.tell("take " + what)).isEqualTo("taken " + what);
      for (long end = System.nanoTime() + FAULT_MILLIS * 1_000_000; System.nanoTime() < end; ) {
        assertThat(working.tell("request")).isEqualTo("answer to request");
        Lapse.ofMillis(10, "as often as it is asked");
      }
      assertThat(working.tell("give")).isEqualTo("given");
      assertThat(view.count()).isZero();
      assertNoticesAMove(working, view, 1);
      working.end();
    }
  }

  @Test
  @DisplayName("no threads left when it is attached, and then some")
  void shouldStartLaterWhereTheApplicationHasTakenAllThreads() throws Exception {
    assumeThat(System.getProperty("user.name")).as("to change the user").isEqualTo("root");
    openToAll();
    JvmCommand command =
        command(Jdk.running())
            .startedBy(
                "prlimit",
                "--nproc=60:60",
                "setpriv",
                "--reuid=54321",
                "--regid=54321",
                "--clear-groups")
            // It would say so itself, on standard output.
            .options("-Xlog:disable", "-XX:+UseSerialGC");
    try (WorkingJvm working = WorkingJvm.start(command, folder)) {
      VirtualMachine attached = VirtualMachine.attach(Long.toString(working.jvm().pid()));
      assertThat(working.tell("take threads")).isEqualTo("taken threads");
      attached.loadAgent(ShippedJars.agent().toString(), arguments());
      working.err().await("is off, the application runs without it", WorkingJvm.LIMIT);
      working.assertWorks();
      assertThat(working.tell("give")).isEqualTo("given");
      attached.loadAgent(ShippedJars.agent().toString(), arguments());
      attached.detach();
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      working.err().await("to " + host.moveTo(1), WorkingJvm.LIMIT);
      working.end().forEach(line -> assertThat(line).startsWith("hostshift "));
    }
  }

  private void openToAll() throws IOException {
    folder.toFile().setReadable(true, false);
    folder.toFile().setExecutable(true, false);
    for (Path above = folder; above != null; above = above.getParent()) {
      above.toFile().setExecutable(true, false);
    }
  }

  @Test
  @DisplayName("disk full: journal, profile, native library, answers")
  void shouldGoOnWhereTheDiskIsFull() throws Exception {
    Path place = Files.createDirectories(Path.of("target", "fault-it").toAbsolutePath());
    Path disk = Files.createDirectories(place.resolve("full"));
    OperatedHost elsewhere = new OperatedHost(place, 1, 2);
    StringBuilder script = new StringBuilder();
    for (String each : List.of("/tmp", "/var/tmp", "/dev/shm", "/run", disk.toString())) {
      script.append(Cover.over(each, "size=4k"));
      script
          .append("head -c 8192 /dev/zero > ")
          .append(each)
          .append("/full 2> /dev/null || true; ");
    }
    script.append("exec \"$@\"");
    assumeThat(System.getProperty("user.name")).as("to mount").isEqualTo("root");
    JvmCommand command =
        ForkedJvm.on(Jdk.running())
            .startedBy("unshare", "-m", "sh", "-c", script.toString(), "sh")
            .options("-Xmx64m", "-XX:-UsePerfData")
            .agent(
                "interval=50ms,journal="
                    + disk.resolve("journal")
                    + ",profile="
                    + disk.resolve("profile")
                    + ","
                    + elsewhere.arguments().replace("sources=file+capacity,", "sources=-vmclock,"))
            .folder(place);
    try (WorkingJvm working = WorkingJvm.start(command, place)) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      for (int i = 0; i < 3; i++) {
        working.err().await("to " + elsewhere.moveTo(1 + i % 2), WorkingJvm.LIMIT);
      }
      assertThat(working.end()).anyMatch(line -> line.contains("journal"));
    }
  }

  @Test
  @DisplayName("/proc hidden by hidepid, as nobody")
  void shouldWatchWhereOtherProcessesAreHidden() throws Exception {
    assumeThat(System.getProperty("user.name")).as("to mount").isEqualTo("root");
    openToAll();
    String script =
        "mount -t proc -o hidepid=2 proc /proc; exec setpriv --reuid=54321 --regid=54321"
            + " --clear-groups \"$@\"";
    JvmCommand command =
        command(Jdk.running())
            .startedBy("unshare", "-m", "sh", "-ec", script, "sh")
            .agent(arguments());
    try (WorkingJvm working = WorkingJvm.start(command, folder)) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      working.err().await("to " + host.moveTo(1), WorkingJvm.LIMIT);
      working.end();
    }
  }

  @Test
  @DisplayName("seccomp without ptrace, process_vm and netlink")
  void shouldRetuneWhereTheKernelRefusesCallsForDebuggers() throws Exception {
    assumeThat(CProgram.canCompile()).as("a C compiler").isTrue();
    JvmCommand command =
        command(Jdk.running())
            .startedBy(CProgram.program(folder, "sandbox").toString())
            .agent(arguments());
    try (WorkingJvm working = WorkingJvm.start(command, folder)) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      AgentView view = new AgentView(working.jvm().jmx()).awaitRegistered(WorkingJvm.LIMIT);
      assertNoticesAMove(working, view, 1);
      view.await(
          "one processor",
          now -> "1".equals(String.valueOf(now.settings("current").get("processors"))),
          WorkingJvm.LIMIT);
      working.end();
    }
  }

  @Test
  @DisplayName("no native library can be loaded")
  void shouldWatchWithoutItsNativeLibrary() throws Exception {
    assumeThat(System.getProperty("user.name")).as("to mount").isEqualTo("root");
    Path place = Files.createDirectories(Path.of("target", "fault-it").toAbsolutePath());
    OperatedHost elsewhere = new OperatedHost(place, 1, 2);
    String script =
        "for each in /tmp /var/tmp /dev/shm /run /home /root /opt; do"
            + " mount --bind $each $each && mount -o remount,bind,noexec $each; done; exec \"$@\"";
    Jdk jdk = Jdk.running();
    assumeThat(jdk.home().startsWith("/usr")).as("a JDK outside those folders").isTrue();
    JvmCommand command =
        ForkedJvm.on(jdk)
            .startedBy("unshare", "-m", "sh", "-c", script, "sh")
            .options("-Djava.io.tmpdir=/tmp", "-Xmx64m")
            .agent(
                "interval=50ms,"
                    + elsewhere.arguments().replace("sources=file+capacity,", "sources=-vmclock,"))
            .folder(place);
    try (WorkingJvm working = WorkingJvm.start(command, place)) {
      assertThat(working.err().await(WATCHES, WorkingJvm.LIMIT)).contains("cannot read cpuid");
      working.err().await("to " + elsewhere.moveTo(1), WorkingJvm.LIMIT);
      working.end();
    }
  }

  @ParameterizedTest(name = "a JVM with unknown structures: {0}")
  @ValueSource(strings = {"gHotSpotVMStructs", "JVMFlag"})
  void shouldLeaveAJvmAloneWhoseStructuresItDoesNotKnow(String damaged) throws Exception {
    Jdk known = Jdk.running();
    Path home = folder.resolve("jdk");
    Process copy =
        new ProcessBuilder("cp", "-aL", "--", known.home().toString(), home.toString())
            .redirectErrorStream(true)
            .start();
    Lines.of(copy.getInputStream()).awaitEnd(WorkingJvm.LIMIT);
    Path library = home.resolve("lib/server/libjvm.so");
    byte[] bytes = Files.readAllBytes(library);
    assertThat(damage(bytes, damaged)).as("places of %s", damaged).isPositive();
    Files.delete(library);
    Files.write(library, bytes);
    try (WorkingJvm working =
        WorkingJvm.start(
            command(new Jdk(known.version(), home)).options("-Xshare:off").agent(arguments()),
            folder)) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      working.err().await("to " + host.moveTo(1), WorkingJvm.LIMIT);
      assertThat(working.end().stream().filter(line -> line.contains("settings stay as they are")))
          .hasSize(1);
    }
  }

  /** Gives each name that is exactly this another last letter; how many there were. */
  private static int damage(byte[] bytes, String name) {
    byte[] wanted = ("\0" + name + "\0").getBytes(StandardCharsets.US_ASCII);
    int found = 0;
    for (int at = 0; at + wanted.length <= bytes.length; at++) {
      int same = 0;
      while (same < wanted.length && bytes[at + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        bytes[at + wanted.length - 2] ^= 1;
        found++;
      }
    }
    return found;
  }

  @ParameterizedTest(name = "the thread {1} is killed, {0}")
  @MethodSource("killed")
  @Tag("jdks")
  void shouldGoOnWhereItsThreadIsKilled(Jdk jdk, String thread) throws Exception {
    try (WorkingJvm working = WorkingJvm.start(command(jdk).agent(arguments()), folder)) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      AgentView view = new AgentView(working.jvm().jmx()).awaitRegistered(WorkingJvm.LIMIT);
      assertThat(working.tell("kill " + thread)).isEqualTo("killed");
      workFor(working, FAULT_MILLIS);
      assertNoticesAMove(working, view, 1);
      working.end();
    }
  }

  /** Later JVMs refuse to stop a thread. */
  static Stream<Object[]> killed() {
    return Jdk.MATRIX.stream()
        .filter(version -> version <= 17)
        .map(version -> new Object[] {Jdk.of(version), "hostshift"});
  }

  /** As an application may that wants to end at once. */
  @ParameterizedTest(name = "all its threads are interrupted again and again, {0}")
  @MethodSource("jdks")
  @Tag("jdks")
  void shouldGoOnWhereAllItsThreadsAreInterrupted(Jdk jdk) throws Exception {
    try (WorkingJvm working =
        WorkingJvm.start(command(jdk).agent(arguments() + ",pools=report"), folder)) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      AgentView view = new AgentView(working.jvm().jmx()).awaitRegistered(WorkingJvm.LIMIT);
      for (int i = 0; i < 100; i++) {
        assertThat(working.tell("interrupt")).contains("hostshift, ", "hostshift-pools");
      }
      assertNoticesAMove(working, view, 1);
      assertThat(view.get("Watcher", "Running")).isEqualTo(true);
      assertThat(working.tell("interrupt")).contains("hostshift, ", "hostshift-pools");
      assertThat(working.end()).noneMatch(line -> line.matches("hostshift (error|warn): .*"));
    }
  }

  @Test
  @DisplayName("killSwitch created and removed under load")
  void shouldFollowAKillSwitchThatComesAndGoes() throws Exception {
    Path killSwitch = folder.resolve("off");
    try (WorkingJvm working =
        WorkingJvm.start(
            command(Jdk.running()).agent(arguments() + ",killSwitch=" + killSwitch), folder)) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      AgentView view = new AgentView(working.jvm().jmx()).awaitRegistered(WorkingJvm.LIMIT);
      long end = System.nanoTime() + 2 * FAULT_MILLIS * 1_000_000;
      for (int i = 0; System.nanoTime() < end; i++) {
        if (i % 2 == 0) {
          Files.writeString(killSwitch, "");
        } else {
          Files.delete(killSwitch);
        }
        host.moveTo(1 + i % 2);
        working.assertWorks();
      }
      Files.deleteIfExists(killSwitch);
      host.moveTo(2);
      host.moveTo(1);
      view.await(
          "one processor",
          now -> "1".equals(String.valueOf(now.settings("current").get("processors"))),
          WorkingJvm.LIMIT);
      Files.writeString(killSwitch, "");
      host.moveTo(2);
      long events = view.count();
      view.await("the move", now -> now.count() > events, WorkingJvm.LIMIT);
      working.assertWorks();
      assertThat(String.valueOf(view.settings("current").get("processors"))).isEqualTo("1");
      assertThat(view.settings("state").values()).doesNotContain("FAILED");
      working.end();
    }
  }

  @Test
  @DisplayName("nobody reads standard error")
  void shouldGoOnWhereNobodyReadsStandardError() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw")) {
      reader.write(new byte[PIPE]);
      JvmCommand command =
          command(Jdk.running())
              .startedBy("sh", "-c", "exec \"$@\" 2> " + pipe, "sh")
              .agent(arguments());
      try (WorkingJvm working = WorkingJvm.start(command, folder)) {
        AgentView view = new AgentView(working.jvm().jmx()).awaitRegistered(WorkingJvm.LIMIT);
        for (int i = 1; i <= 3; i++) {
          String name = host.moveTo(1 + i % 2);
          assertThat(view.awaitEvent(i, WorkingJvm.LIMIT).to()).containsEntry("file.host", name);
          workFor(working, FAULT_MILLIS);
        }
        assertThat(working.end()).isEmpty();
      }
    }
  }

  @ParameterizedTest(name = "its jar is {0}")
  @ValueSource(strings = {"cut", "removed", "another one"})
  void shouldFindEachMoveAfterItsJarWasReplaced(String how) throws Exception {
    Path jar = Files.copy(ShippedJars.agent(), folder.resolve("own.jar"));
    JvmCommand command = command(Jdk.running()).options("-javaagent:" + jar + "=" + arguments());
    try (WorkingJvm working = WorkingJvm.start(command, folder)) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      AgentView view = new AgentView(working.jvm().jmx()).awaitRegistered(WorkingJvm.LIMIT);
      switch (how) {
        case "cut" -> {
          try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "rw")) {
            file.setLength(file.length() / 10);
          }
        }
        case "removed" -> Files.delete(jar);
        default -> Files.move(Files.createFile(folder.resolve("new")), jar, REPLACE_EXISTING);
      }
      for (int i = 0; i < 3; i++) {
        assertNoticesAMove(working, view, 1 + i % 2);
      }
      working.err().await("its jar " + jar, WorkingJvm.LIMIT);
      workFor(working, FAULT_MILLIS);
      working.end();
    }
  }

  @Test
  @DisplayName("in a user namespace of its own, without rights outside")
  void shouldRetuneInAUserNamespace() throws Exception {
    JvmCommand command =
        command(Jdk.running())
            .startedBy("unshare", "--user", "--map-root-user", "--mount", "--pid", "--fork")
            .agent(arguments());
    try (WorkingJvm working = WorkingJvm.start(command, folder)) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      for (int i = 0; i < 3; i++) {
        working.err().await("to " + host.moveTo(1 + i % 2), WorkingJvm.LIMIT);
        working.assertWorks();
      }
      assertThat(working.end())
          .filteredOn(line -> line.contains("processors 2 to 1"))
          .as("retuned")
          .isNotEmpty();
    }
  }
}
