package io.hostshift.it.retune;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.MarkingLog;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.VerifyingLoad;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * G1 marks with as many threads as a JVM that is started on the host, from the next cycle on, by
 * its own log; and with all of them again once the agent has put that back, or has left.
 */
@Tag("jdks")
class MarkerIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int CYCLES = 3;
  private static final int NON_DAEMONS = 16;
  private static final String LATE =
      """
      public class Late {
        public static void main(String[] args) throws Exception {
          System.in.read();
          byte[][] kept = new byte[600][];
          for (int i = 0; ; i++) {
            kept[i % kept.length] = new byte[200_000];
            if (i % 1000 == 0) Thread.sleep(1);
          }
        }
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @EachJdk(from = 11)
  void shouldMarkAsAJvmThatIsStartedThere(int version) throws Exception {
    OperatedHost host = new OperatedHost(folder, 1, 2, 8, 16);
    MarkingLog log = new MarkingLog(folder.resolve("marking.log"));
    try (ForkedJvm jvm = start(version, host, log, NON_DAEMONS)) {
      jvm.err().await("hostshift watches this VM", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);

      for (int[] step : new int[][] {{2, 1}, {8, 2}, {1, 1}, {16, 3}, {2, 1}}) {
        jvm.err().await("to " + host.moveTo(step[0]), LIMIT);
        view.await(
            step[1] + " markers on " + step[0],
            now -> now.settings("current").get("gc.concurrent").equals(step[1]),
            LIMIT);
        assertThat(view.settings("state")).containsEntry("gc.concurrent", "APPLIED");
        assertThat(view.settings("target")).containsEntry("gc.concurrent", step[1]);
        assertThat(log.next(CYCLES, LIMIT)).as("on " + step[0]).containsOnly(step[1]);
      }

      view.call("Tuning", "restore");
      assertThat(view.settings("current")).containsEntry("gc.concurrent", 3);
      assertThat(log.next(CYCLES, LIMIT)).as("restored").containsOnly(3);

      view.call("Tuning", "retune");
      assertThat(view.settings("current")).containsEntry("gc.concurrent", 1);
      assertThat(log.next(CYCLES, LIMIT)).as("retuned").containsOnly(1);

      assertThat(Hostshift.run(Jdk.of(17), "detach", Long.toString(jvm.process().pid())).code())
          .isZero();
      assertThat(log.next(CYCLES, LIMIT)).as("left").containsOnly(3);
      assertThat(jvm.out().all()).containsExactly(VerifyingLoad.STARTED);
    }
  }

  /** 27 makes its markers when it marks for the first time: nothing can be written before. */
  @ParameterizedTest
  @ValueSource(ints = 27)
  void shouldFollowOnceThereAreMarkers(int version) throws Exception {
    OperatedHost host = new OperatedHost(folder, 2);
    MarkingLog log = new MarkingLog(folder.resolve("marking.log"));
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(version))
            .options("-XX:+UseG1GC", "-XX:ActiveProcessorCount=16", "-Xms200m", "-Xmx200m")
            .options(log.options())
            .agent("headroom=true,interval=100ms," + host.arguments())
            .main(Program.compile(folder, "Late", LATE))
            .start()) {
      jvm.err().await("hostshift watches this VM", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      jvm.err().await("to " + host.moveTo(2), LIMIT);
      assertThat(view.settings("state")).containsEntry("gc.concurrent", "LEFT");
      assertThat((String) view.settings("reason").get("gc.concurrent")).contains("first time");
      assertThat(log.cycles()).isZero();

      jvm.tell("");
      view.await(
          "the markers are set",
          now -> now.settings("state").get("gc.concurrent").equals("APPLIED"),
          LIMIT);
      assertThat(view.settings("current")).containsEntry("gc.concurrent", 1);
      assertThat(log.next(CYCLES, LIMIT)).containsOnly(1);
    }
  }

  @ParameterizedTest
  @EachJdk(from = 11)
  void shouldLeaveANumberOfTheCommandLine(int version) throws Exception {
    OperatedHost host = new OperatedHost(folder, 2);
    MarkingLog log = new MarkingLog(folder.resolve("marking.log"));
    try (ForkedJvm jvm = start(version, host, log, 0, "-XX:ConcGCThreads=2")) {
      jvm.err().await("hostshift watches this VM", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      jvm.err().await("to " + host.moveTo(2), LIMIT);
      assertThat(view.settings("state")).containsEntry("gc.concurrent", "LEFT");
      assertThat(view.settings("reason")).containsEntry("gc.concurrent", "set on the command line");
      assertThat(log.next(CYCLES, LIMIT)).containsOnly(2);
    }
  }

  private ForkedJvm start(
      int version, OperatedHost host, MarkingLog log, int nonDaemons, String... more) {
    return ForkedJvm.on(Jdk.of(version))
        .options("-XX:+UseG1GC", "-XX:ActiveProcessorCount=16", "-Xms128m", "-Xmx128m")
        .options("-XX:InitiatingHeapOccupancyPercent=1", "-Xmn12m", "-Dload.slots=1000")
        .options(log.options())
        .options(more)
        .agent("headroom=true,interval=100ms," + host.arguments())
        .main(VerifyingLoad.compile(folder), "2000", "0", Integer.toString(nonDaemons))
        .start();
  }
}
