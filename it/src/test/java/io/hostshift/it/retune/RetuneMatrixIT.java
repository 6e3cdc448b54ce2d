package io.hostshift.it.retune;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.CollectorCell;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.GcLog;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.VerifyingLoad;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each JDK with each collector, started for 8 processors, is tuned to fewer and back under a load
 * that allocates and checks its own data; what it uses is read from its own log.
 *
 * <p>Where a collector has no lever (Serial, CMS, ZGC with one generation), it says so. On 8 the
 * workers of G1 and Parallel have one only with {@code -XX:+UseDynamicNumberOfGCThreads}.
 */
@Tag("jdks")
class RetuneMatrixIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int CEILING = 8;
  private static final int[] PHASES = {2, 8, 3, 5, 8};
  private static final int WITHIN_COLLECTIONS = 4;

  @TempDir Path folder;

  static Stream<CollectorCell> quick() {
    return CollectorCell.quick();
  }

  static Stream<CollectorCell> others() {
    return CollectorCell.others();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("quick")
  void shouldUseTheThreadsThatTheHostAsksFor(CollectorCell cell) {
    retune(cell);
  }

  @Tag("long")
  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void shouldUseThemOnEveryOtherJdkAndCollector(CollectorCell cell) {
    retune(cell);
  }

  @ParameterizedTest
  @CsvSource({
    "17, -XX:+UseShenandoahGC -XX:ShenandoahGCMode=passive",
    "17, -XX:+UseShenandoahGC -XX:ShenandoahGCMode=iu",
    "25, -XX:+UseShenandoahGC -XX:ShenandoahGCMode=passive",
    "25, -XX:+UseEpsilonGC"
  })
  void shouldWriteNothingWithACollectorThatWasNotTried(int version, String options)
      throws Exception {
    OperatedHost host = new OperatedHost(folder, 1);
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(version))
            .options("-XX:+UnlockExperimentalVMOptions", "-XX:+UnlockDiagnosticVMOptions")
            .options(options.split(" "))
            .options("-XX:ActiveProcessorCount=" + CEILING)
            .agent("headroom=true,interval=100ms," + host.arguments())
            .main(VerifyingLoad.compile(folder), "1000", "1000")
            .start()) {
      jvm.err().await("hostshift watches this VM", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      jvm.err().await("to " + host.moveTo(1), LIMIT);
      assertLeft(view);
      // The count follows by the hook instead, which writes nothing into the JVM's memory.
      assertThat((String) view.settings("lever").get("processors")).doesNotContain("flag");
      assertThat(
              ManagementFactory.getPlatformMXBean(jvm.jmx(), HotSpotDiagnosticMXBean.class)
                  .getVMOption("ActiveProcessorCount")
                  .getValue())
          .isEqualTo(Integer.toString(CEILING));
    }
  }

  private void retune(CollectorCell cell) {
    OperatedHost host = new OperatedHost(folder, 2, 3, 5, 8);
    Program load = VerifyingLoad.compile(folder);
    GcLog log = cell.hasLever() ? new GcLog(folder.resolve("gc.log"), cell.log()) : null;
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(cell.version()))
            .options(cell.choosing())
            .options(
                "-XX:ActiveProcessorCount=" + CEILING, "-Xms" + heap(cell), "-Xmx" + heap(cell))
            .options(log == null ? new String[0] : log.options())
            .agent("headroom=true,interval=100ms," + host.arguments())
            .main(load)
            .start()) {
      jvm.err().await("hostshift watches this VM", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      for (int processors : PHASES) {
        jvm.err().await("to " + host.moveTo(processors), LIMIT);
        assertThat(view.settings("current")).containsEntry("processors", processors);
        if (log == null) {
          assertLeft(view);
        } else {
          assertUsed(cell, view, log, processors);
        }
      }
      assertThat(jvm.out().all())
          .as("what the load found wrong")
          .containsExactly(VerifyingLoad.STARTED);
      assertThat(jvm.process().isAlive()).as(jvm.toString()).isTrue();
    }
  }

  /** So much that a JVM with 8 processors wants all of its workers: 83 MB for each up to 11. */
  private static String heap(CollectorCell cell) {
    return cell.version() <= 11 ? "800m" : "400m";
  }

  private static void assertLeft(AgentView view) {
    for (String setting : List.of("gc.parallel", "gc.concurrent")) {
      assertThat(view.settings("state")).containsEntry(setting, "LEFT");
      assertThat((String) view.settings("reason").get(setting)).isNotEmpty();
    }
  }

  private static void assertUsed(CollectorCell cell, AgentView view, GcLog log, int processors) {
    String setting = cell.setting();
    int reachable =
        Math.min(
            (Integer) view.settings("ceiling").get(setting),
            Math.max(
                (Integer) view.settings("floor").get(setting),
                (Integer) view.settings("target").get(setting)));
    assertThat(view.settings("current")).containsEntry(setting, reachable);
    List<Integer> used = log.after(WITHIN_COLLECTIONS, 3, LIMIT);
    if (cell.log() == GcLog.Format.ZGC) {
      assertThat(used).as("at most, on " + processors).allMatch(workers -> workers <= reachable);
    } else {
      assertThat(used).as("on " + processors).containsOnly(reachable);
    }
  }
}
