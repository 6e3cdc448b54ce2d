package io.hostshift.it.retune;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.Program;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A JVM that dies soon after its memory was written to is not written to in its next life, until
 * somebody says that it may be; one that does not die leaves nothing.
 */
@Tag("jdks")
class BreakerIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int CLEAN = 20;

  @TempDir Path folder;

  private ForkedJvm start(int version, OperatedHost host) {
    return ForkedJvm.on(Jdk.of(version))
        .options("-XX:+UseG1GC", "-XX:ActiveProcessorCount=8", "-Xms400m", "-Xmx400m")
        .options("-XX:ErrorFile=" + folder.resolve("crash-%p.log"))
        .options(version == 8 ? new String[0] : new String[] {"-XX:-CreateCoredumpOnCrash"})
        .agent("headroom=true,interval=100ms," + host.arguments())
        .environment("XDG_STATE_HOME", folder.resolve("state").toString())
        .main(Program.sleeping(folder, "Served"))
        .start();
  }

  private List<Path> marks() throws IOException {
    Path marks = folder.resolve("state/hostshift");
    if (!Files.isDirectory(marks)) {
      return List.of();
    }
    try (var files = Files.list(marks)) {
      return files.toList();
    }
  }

  private void awaitMarks(int number) throws Exception {
    Eventually.answers(number + " marks", LIMIT, this::marks, marks -> marks.size() == number);
  }

  private static String writes(ForkedJvm jvm) throws IOException {
    return ManagementFactory.newPlatformMXBeanProxy(
            jvm.jmx(), ManagementFactory.RUNTIME_MXBEAN_NAME, RuntimeMXBean.class)
        .getSystemProperties()
        .get("hostshift.writes");
  }

  private static void collect(ForkedJvm jvm) throws IOException {
    MemoryMXBean memory =
        ManagementFactory.newPlatformMXBeanProxy(
            jvm.jmx(), ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    for (int i = 0; i < CLEAN; i++) {
      memory.gc();
    }
  }

  /** One that was retuned just now, and has a mark on disk. */
  private ForkedJvm written(int version, OperatedHost host) throws Exception {
    ForkedJvm jvm = start(version, host);
    jvm.err().await("hostshift watches this VM", LIMIT);
    jvm.err().await("to " + host.moveTo(3), LIMIT);
    assertThat(marks())
        .singleElement()
        .satisfies(
            mark ->
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(mark)))
                    .isEqualTo("rw-------"));
    return jvm;
  }

  private static void end(ForkedJvm jvm, String signal) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(jvm.pid())).start().waitFor())
        .isZero();
    jvm.awaitExit(LIMIT);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void shouldOnlyObserveAfterACrashSoonAfterAWrite(int version) throws Exception {
    OperatedHost host = new OperatedHost(folder, 3, 8);
    Path crashFile;
    try (ForkedJvm crashed = written(version, host)) {
      assertThat(writes(crashed)).contains("ActiveProcessorCount=3", "HeapSizePerGCThread=");
      crashFile = folder.resolve("crash-" + crashed.pid() + ".log");
      end(crashed, "SEGV");
    }
    assertThat(crashFile).exists();
    assertThat(marks()).hasSize(1);

    try (ForkedJvm next = start(version, host)) {
      String why = next.err().await("this JVM is only observed", LIMIT);
      assertThat(why)
          .startsWith("hostshift warn: ")
          .contains("crashed within 20 collections of writing ")
          .contains("see " + crashFile)
          .contains("rm " + marks().get(0));
      next.err().await("hostshift watches this VM", LIMIT);
      AgentView view = new AgentView(next.jmx()).awaitRegistered(LIMIT);
      assertThat(view.get("Tuning", "Mode")).isEqualTo("observe");
      assertThat(view.settings("state"))
          .containsEntry("processors", "OBSERVED")
          .containsEntry("gc.parallel", "OBSERVED")
          .containsEntry("gc.concurrent", "OBSERVED");
      assertThat(view.settings("current")).containsEntry("gc.parallel", 8);
      assertThat(view.settings("target")).containsEntry("gc.parallel", 3);
      assertThat(view.settings("reason").get("gc.parallel").toString())
          .startsWith("a JVM before this one has died of it, or soon after");
      assertThat(writes(next)).isNull();
      Hostshift status = Hostshift.run(Jdk.of(version), "status", Long.toString(next.pid()));
      assertThat(status.code()).isEqualTo(3);
      assertThat(status.text()).contains("--clear-mark");

      Hostshift retune =
          Hostshift.run(Jdk.of(version), "retune", "--clear-mark", Long.toString(next.pid()));
      assertThat(retune.code()).as("%s", retune).isZero();
      assertThat(view.get("Tuning", "Mode")).isEqualTo("retune");
      assertThat(view.settings("current"))
          .containsEntry("processors", 3)
          .containsEntry("gc.parallel", 3);
      assertThat(writes(next)).contains("HeapSizePerGCThread=");
      awaitMarks(1);

      collect(next);
      awaitMarks(0);
      assertThat(Hostshift.run(Jdk.of(version), "detach", Long.toString(next.pid())).code())
          .isZero();
      assertThat(writes(next)).isNull();
      assertThat(marks()).isEmpty();
    }
  }

  @Test
  void shouldNotMindOneThatWasKilledButTwoInARow() throws Exception {
    OperatedHost host = new OperatedHost(folder, 3, 8);
    try (ForkedJvm first = written(25, host)) {
      end(first, "KILL");
    }
    try (ForkedJvm second = start(25, host)) {
      second.err().await("hostshift watches this VM", LIMIT);
      assertThat(new AgentView(second.jmx()).awaitRegistered(LIMIT).settings("state"))
          .containsEntry("gc.parallel", "APPLIED");
      assertThat(second.err().all()).noneMatch(line -> line.contains("only observed"));
      awaitMarks(1);
      end(second, "KILL");
    }
    try (ForkedJvm third = start(25, host)) {
      assertThat(third.err().await("this JVM is only observed", LIMIT))
          .contains("ended within 20 collections", "as the one before it did");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17})
  void shouldLeaveNoMarkWhereAJvmEndsInOrder(int version) throws Exception {
    OperatedHost host = new OperatedHost(folder, 3, 8);
    try (ForkedJvm jvm = written(version, host)) {
      end(jvm, "TERM");
    }
    assertThat(marks()).isEmpty();
  }
}
