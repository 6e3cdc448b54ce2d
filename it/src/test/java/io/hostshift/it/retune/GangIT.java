package io.hostshift.it.retune;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.CollectorCell;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.GcLog;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.VerifyingLoad;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The experimental lever {@code settings=gc.parallel:gang}: with many threads that are no daemons
 * G1 uses what the host asks for all the same; everywhere else it is refused in one line.
 */
@Tag("jdks")
class GangIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int WITHIN_COLLECTIONS = 4;
  private static final String CHOSEN = "headroom=true,interval=100ms,settings=gc.parallel:gang,";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {17, 21, 25, 26, 27})
  void shouldUseFewerWorkersThanTheThreadsThatAreNoDaemonsAllow(int version) {
    OperatedHost host = new OperatedHost(folder, 1, 2, 3, 8);
    GcLog log = new GcLog(folder.resolve("gc.log"), GcLog.Format.G1);
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(version))
            .options("-XX:+UseG1GC", "-XX:ActiveProcessorCount=8", "-Xms400m", "-Xmx400m")
            .options("-XX:+UnlockDiagnosticVMOptions", "-XX:+VerifyAfterGC")
            .options(log.options())
            .agent(CHOSEN + host.arguments())
            .main(VerifyingLoad.compile(folder), "1000", "0", "16")
            .start()) {
      jvm.err().await("hostshift watches this VM", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      // The first collection makes all workers.
      log.after(0, 1, LIMIT);
      for (int processors : new int[] {2, 1, 8, 3}) {
        jvm.err().await("to " + host.moveTo(processors), LIMIT);
        assertThat(view.settings("current")).containsEntry("gc.parallel", processors);
        assertThat(view.settings("state")).containsEntry("gc.parallel", "APPLIED");
        assertThat(log.after(WITHIN_COLLECTIONS, 3, LIMIT))
            .as("on " + processors)
            .containsOnly(processors);
      }

      view.call("Tuning", "restore");
      assertThat(view.settings("current")).containsEntry("gc.parallel", 8);
      assertThat(log.after(WITHIN_COLLECTIONS, 3, LIMIT)).as("restored").containsOnly(8);
      assertThat(jvm.out().all()).containsExactly(VerifyingLoad.STARTED);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 21, 25, 26, 27})
  void shouldBeRefusedWherePagesAreTouchedBeforeUse(int version) {
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(version))
            .options("-XX:+UseG1GC", "-XX:+AlwaysPreTouch", "-XX:ActiveProcessorCount=8")
            .options("-Xms64m", "-Xmx64m")
            .agent(CHOSEN + new OperatedHost(folder, 2).arguments())
            .main(VerifyingLoad.compile(folder), "1000", "100")
            .start()) {
      jvm.err().await("hostshift watches this VM", LIMIT);
      assertThat(jvm.err().all())
          .contains("hostshift warn: gc.parallel:gang is not used: AlwaysPreTouch is on");
    }
  }

  static Stream<CollectorCell> others() {
    return CollectorCell.all().stream()
        .filter(
            cell ->
                (cell.collector().equals("G1")
                        && !List.of(17, 21, 25, 26, 27).contains(cell.version()))
                    || (cell.version() == 17 && cell.collector().equals("Parallel")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void shouldBeRefusedInOneLineWhereItIsNotProven(CollectorCell cell) {
    OperatedHost host = new OperatedHost(folder, 2);
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(cell.version()))
            .options(cell.choosing())
            .options("-XX:ActiveProcessorCount=8", "-Xmx400m")
            .agent(CHOSEN + host.arguments())
            .main(VerifyingLoad.compile(folder), "1000", "100")
            .start()) {
      jvm.err().await("hostshift watches this VM", LIMIT);
      assertThat(jvm.err().all())
          .contains(
              "hostshift warn: gc.parallel:gang is not used: it is proven for G1 on Java 17, 21, 25, 26 and 27 on x86-64 alone");
    }
  }
}
