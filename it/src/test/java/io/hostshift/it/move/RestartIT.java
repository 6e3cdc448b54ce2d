package io.hostshift.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM keeps and writes down across its end, and how it watches. */
class RestartIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PROGRAM =
      """
      public class Program {
        public static void main(String[] args) throws Exception {
          System.in.read();
        }
      }
      """;

  @TempDir Path folder;
  private Path host;
  private Program program;

  @BeforeEach
  void write() throws Exception {
    host = Files.writeString(folder.resolve("host"), "name=a\n");
    program = Program.compile(folder, "Program", PROGRAM);
  }

  private ForkedJvm start(String arguments) {
    ForkedJvm jvm =
        ForkedJvm.on(Jdk.running())
            .agent("interval=50ms,sources=file+capacity,file=" + host + "," + arguments)
            .main(program)
            .start();
    jvm.err().await("hostshift watches this VM", LIMIT);
    return jvm;
  }

  private static void end(ForkedJvm jvm) throws Exception {
    jvm.process().getOutputStream().close();
    assertThat(jvm.awaitExit(LIMIT)).isZero();
  }

  @Test
  void shouldReportAMoveThatHappenedWhileTheJvmWasDown() throws Exception {
    Path profile = folder.resolve("profile.json");
    try (ForkedJvm jvm = start("profile=" + profile)) {
      end(jvm);
      assertThat(jvm.err().all()).noneMatch(line -> line.contains("moved"));
    }
    try (ForkedJvm same = start("profile=" + profile)) {
      end(same);
      assertThat(same.err().all()).noneMatch(line -> line.contains("moved"));
    }
    Files.writeString(host, "name=b\n");
    try (ForkedJvm jvm = start("profile=" + profile)) {
      jvm.err().await("moved from a to b (file.name)", LIMIT);
      end(jvm);
    }
  }

  @Test
  void shouldWriteAnEventDownBeforeTheJvmEnds() throws Exception {
    Path journal = folder.resolve("journal");
    try (ForkedJvm jvm = start("settle=10m,journal=" + journal)) {
      Files.writeString(host, "name=b\n");
      jvm.err().await("moved from a to b", LIMIT);
      assertThat(journal).doesNotExist();
      end(jvm);
    }
    List<String> lines = Files.readAllLines(journal);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0))
        .contains("\"verdict\":\"MIGRATED\"", "\"file.name\":\"a\"", "\"file.name\":\"b\"");
  }

  @Test
  void shouldWatchWithALowerPriorityThanTheApplication() throws Exception {
    try (ForkedJvm jvm = start("")) {
      assertThat(nice(jvm.pid(), "hostshift")).isEqualTo(nice(jvm.pid(), "java") + 1);
      end(jvm);
    }
  }

  /** The nice value of a thread by its name: the 19th field of stat, see proc(5). */
  private static int nice(long pid, String thread) throws Exception {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks.toList()) {
        String stat = Files.readString(task.resolve("stat"));
        int end = stat.lastIndexOf(')');
        if (stat.substring(stat.indexOf('(') + 1, end).equals(thread)) {
          return Integer.parseInt(stat.substring(end + 2).split(" ")[16]);
        }
      }
    }
    throw new AssertionError("no thread " + thread);
  }
}
