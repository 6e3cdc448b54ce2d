package io.hostshift.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hostshift.base.Eventually;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is a JVM, and what it is named, is not for others to say. */
class JvmProcessTest {
  private final Path planted = Path.of("/tmp/hsperfdata_hostshift-test-" + System.nanoTime());

  @TempDir Path folder;

  @AfterEach
  void remove() throws IOException {
    if (Files.exists(planted)) {
      for (File file : planted.toFile().listFiles()) {
        Files.delete(file.toPath());
      }
      Files.delete(planted);
    }
  }

  /** As a JVM would write it, of one text. */
  private static byte[] perfData(int nameOffset, String name, String value) {
    byte[] text = (name + "\0" + value + "\0").getBytes(StandardCharsets.UTF_8);
    ByteBuffer data = ByteBuffer.allocate(32 + 20 + text.length);
    data.putInt(0, 0xcafec0c0);
    data.putInt(24, 32).putInt(28, 1);
    data.putInt(32, 20 + text.length).putInt(36, nameOffset).putInt(40, 1);
    data.put(44, (byte) 'B').putInt(48, 20 + name.length() + 1);
    data.position(52);
    data.put(text);
    return data.array();
  }

  private void plant(long pid, int user) throws IOException {
    Files.createDirectory(planted);
    Path file = planted.resolve(Long.toString(pid));
    Files.write(file, perfData(20, "sun.rt.javaCommand", "ForgedService"));
    Files.setAttribute(file, "unix:uid", user);
    Files.setAttribute(planted, "unix:uid", user);
  }

  private static Neighbour jvm(int user) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            java,
            "-XX:-UsePerfData",
            "-cp",
            Path.of(SleepingJvm.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString(),
            SleepingJvm.class.getName());
    Neighbour started = user < 0 ? Neighbour.running(command, java) : Neighbour.as(user, command);
    await(started, JvmProcess.DISPATCHER);
    return started;
  }

  private static boolean saysItsProperties(JvmProcess jvm) throws Exception {
    try {
      return AttachSocket.open(jvm, Patience.endless()).properties().containsKey("java.version");
    } catch (UnreachableException e) {
      return false;
    }
  }

  private static void await(Neighbour jvm, String... names) {
    Eventually.holds("a thread " + names[0], () -> jvm.process().hasThread(names));
  }

  @Test
  void shouldTakeNoProcessForAJvmBecauseOfAFile() throws Exception {
    try (Neighbour daemon = Neighbour.own()) {
      plant(daemon.pid(), (Integer) Files.getAttribute(folder, "unix:uid"));

      LinuxProcess process = daemon.process();
      assertThatThrownBy(() -> JvmProcess.of(process))
          .isInstanceOf(UnreachableException.class)
          .hasMessageStartingWith("finds no JVM in process " + daemon.pid());
    }
  }

  @Test
  void shouldTakeItsNameFromItsOwnUserAlone() throws Exception {
    assumeTrue(Neighbour.weAreRoot(), "not root");
    try (Neighbour jvm = jvm(-1)) {
      plant(jvm.pid(), Neighbour.NOBODY);
      assertThat(JvmProcess.of(jvm.process()).main()).isEqualTo(SleepingJvm.class.getName());

      // As it would be if the JVM itself had written it.
      Files.setAttribute(planted.resolve("" + jvm.pid()), "unix:uid", 0);
      assertThat(JvmProcess.of(jvm.process()).main()).isEqualTo(SleepingJvm.class.getName());
      Files.setAttribute(planted, "unix:uid", 0);
      assertThat(JvmProcess.of(jvm.process()).main()).isEqualTo("ForgedService");
      Files.setAttribute(planted, "unix:mode", 0777);
      assertThat(JvmProcess.of(jvm.process()).main()).isEqualTo(SleepingJvm.class.getName());
    }
  }

  /** It maps the library, as any program may, and handles SIGQUIT; it does not run it. */
  @Test
  void shouldSendNoSignalToWhatHasTheLibraryOpenOnly() throws Exception {
    Path library = Path.of(System.getProperty("java.home"), "lib", "server", "libjvm.so");
    Path program =
        Files.writeString(
            folder.resolve("reader.py"),
            "import mmap, signal, sys, time\n"
                + "signal.signal(signal.SIGQUIT, lambda *a: sys.exit(3))\n"
                + "f = open(sys.argv[1], 'rb')\n"
                + "m = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ)\n"
                + "time.sleep(600)\n");
    assumeTrue(new File("/usr/bin/python3").exists(), "no python3");
    try (Neighbour reader =
        Neighbour.running(
            List.of("/usr/bin/python3", program.toString(), library.toString()), "python3")) {
      Path maps = Path.of("/proc/" + reader.pid() + "/maps");
      Eventually.holds("it is mapped", () -> Files.readString(maps).contains("libjvm.so"));
      LinuxProcess process = reader.process();
      assertThat(process.catchesQuit()).isTrue();
      assertThatThrownBy(() -> JvmProcess.of(process))
          .hasMessageStartingWith("finds no JVM in process ");
    }
  }

  /** A JVM whose SIGQUIT is another program's: it listens by itself, and needs none. */
  @Test
  void shouldSendNoSignalToAJvmThatLeavesItToOthers() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        Path.of(SleepingJvm.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    try (Neighbour with = jvm(-1);
        Neighbour without =
            Neighbour.running(
                List.of(java, "-Xrs", "-cp", classes, SleepingJvm.class.getName()), java)) {
      assertThat(JvmProcess.of(with.process()).takesQuit()).isTrue();
      await(without, "Attach Listener");
      JvmProcess jvm = JvmProcess.of(without.process());
      assertThat(jvm.takesQuit()).isFalse();
      // It listens before all of it is up; who asks it by then breaks it.
      assertThat(saysItsProperties(jvm)).isTrue();
      assertThat(without.isAlive()).isTrue();
    }
  }

  @RepeatedTest(8)
  void shouldAskNothingOfAJvmThatStarts() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        Path.of(SleepingJvm.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    try (Neighbour starting =
        Neighbour.running(
            List.of(java, "-Xrs", "-cp", classes, SleepingJvm.class.getName()), java)) {
      await(starting, "Attach Listener");
      LinuxProcess process = starting.process();
      assertThat(saysItsProperties(JvmProcess.of(process))).isTrue();
      assertThat(process.hasThread("VM Periodic Tas") || process.ageMillis() >= 2_000).isTrue();
    }
  }

  /** It is his file, or a hard link to somebody else's: it is not given to the JVM's user. */
  @Test
  void shouldGiveAwayNoFileThatWasThere() throws Exception {
    assumeTrue(Neighbour.weAreRoot(), "not root");
    Path shadow = Files.writeString(folder.resolve("shadow"), "root's");
    try (Neighbour jvm = jvm(-1)) {
      Path trigger = Path.of("/tmp/.attach_pid" + jvm.pid());
      Files.createFile(trigger);
      Files.setAttribute(trigger, "unix:uid", Neighbour.NOBODY);
      try {
        JvmProcess process = JvmProcess.of(jvm.process());
        assertThatThrownBy(() -> AttachSocket.open(process, Patience.endless()))
            .hasMessageContaining("finds that user nobody keeps JVM " + jvm.pid());
        assertThat(Files.getAttribute(trigger, "unix:uid")).isEqualTo(Neighbour.NOBODY);
        assertThat(jvm.process().hasThread("Attach Listener")).isFalse();
      } finally {
        Files.delete(trigger);
      }
      Files.createLink(trigger, shadow);
      AttachSocket.open(JvmProcess.of(jvm.process()), Patience.endless());
      assertThat(Files.getAttribute(shadow, "unix:uid")).isEqualTo(0);
      assertThat(Files.deleteIfExists(trigger)).isTrue();
      assertThat(shadow).hasContent("root's");
    }
  }

  /** Entries that all have one long text, of a file of a few MB: gigabytes of memory. */
  @Test
  void shouldTakeATextOfPerfDataFromWithinItsEntry() {
    byte[] bytes = perfData(20, "sun.rt.javaCommand", "Service");
    assertThat(PerfData.parse(bytes).text("sun.rt.javaCommand")).isEqualTo("Service");
    for (int offset : new int[] {-32, -1, 0, 19, 1000, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      byte[] outside = perfData(offset, "sun.rt.javaCommand", "Service");
      assertThat(PerfData.parse(outside).text("sun.rt.javaCommand")).as("" + offset).isNull();
    }
  }
}
