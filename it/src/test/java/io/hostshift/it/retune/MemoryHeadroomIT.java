package io.hostshift.it.retune;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Hostshift;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A JVM that was started with the heap of its largest host, as {@code flags --max-memory} has it:
 * what the collector itself keeps to is that of the host that it is on, from the start on, up and
 * down.
 */
@Tag("jdks")
class MemoryHeadroomIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int NEWEST = 25;
  private static final long MIB = 1L << 20;
  private static final long LARGEST = 900 * MIB;

  /** What a collector keeps to by itself: from 26 on ZGC leaves a tenth. */
  private static final long OF_THE_JVM = 810 * MIB;

  @TempDir Path folder;

  private static Stream<MemoryCell> cells(boolean newest) {
    return MemoryCell.chosen()
        .filter(MemoryCell::keepsToASize)
        .filter(cell -> (cell.jdk().version() == NEWEST) == newest);
  }

  static Stream<MemoryCell> newest() {
    return cells(true);
  }

  static Stream<MemoryCell> others() {
    return cells(false);
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("newest")
  void shouldHaveTheHeapOfThisHostFromTheStartOnUpAndDown(MemoryCell cell) throws Exception {
    play(cell);
  }

  @Tag("long")
  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("others")
  void shouldHaveItOnOtherVersionsToo(MemoryCell cell) throws Exception {
    play(cell);
  }

  private void play(MemoryCell cell) throws Exception {
    MemoryGuest guest = MemoryGuest.create(folder, 600 * MIB);
    try (ForkedJvm jvm =
        ForkedJvm.on(cell.jdk())
            .options(cell.options())
            .options("-Xms32m", "-Xmx900m")
            .agent("headroom=true,memory=follow,interval=200ms,minRetune=0s,root=" + guest.root())
            .main(MemoryLoad.compile(folder), "load")
            .start()) {
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      awaitKept(cell, jvm, view, 300 * MIB, 540 * MIB, "at the start");
      assertThat(view.count()).as("events").isZero();
      jvm.out().await(MemoryLoad.READY, LIMIT);

      guest.limit(2048 * MIB);
      view.await("up", now -> now.settings("current").get("heap").equals(LARGEST), LIMIT);
      assertThat(softMaximum(cell, jvm)).isGreaterThanOrEqualTo(OF_THE_JVM);
      guest.limit(400 * MIB);
      awaitKept(cell, jvm, view, 100 * MIB, 336 * MIB, "down");
      view.await(
          "what is resident is below the limit",
          now -> (Long) now.memory("residentBytes") < 400 * MIB,
          LIMIT);
      guest.limit(600 * MIB);
      awaitKept(cell, jvm, view, 340 * MIB, 540 * MIB, "half way up again");
      assertThat(jvm.err().all()).noneMatch(line -> line.contains("the JVM may be killed"));
      view.call("Tuning", "restore");
      assertThat(softMaximum(cell, jvm)).as("restored").isGreaterThanOrEqualTo(OF_THE_JVM);
      view.call("Tuning", "retune");
      awaitKept(cell, jvm, view, 340 * MIB, 540 * MIB, "retuned");
      Hostshift.run(cell.jdk(), "detach", Long.toString(jvm.pid()));
      assertThat(softMaximum(cell, jvm)).as("detached").isGreaterThanOrEqualTo(OF_THE_JVM);
      assertThat(jvm.out().all()).doesNotContain(MemoryLoad.BROKEN);
      assertThat(String.join(" ", jvm.err().all()))
          .doesNotContain("OutOfMemoryError")
          .doesNotContain("ActiveProcessorCount");
    }
  }

  private static void awaitKept(
      MemoryCell cell, ForkedJvm jvm, AgentView view, long least, long most, String what) {
    view.await(
        what + ", from " + least + " to " + most + " bytes",
        now -> {
          // What the agent says is what the collector keeps to by its own flag.
          long bytes = softMaximum(cell, jvm);
          return now.settings("current").get("heap").equals(bytes)
              && bytes >= least
              && bytes <= most;
        },
        LIMIT);
  }

  private static long softMaximum(MemoryCell cell, ForkedJvm jvm) {
    try {
      HotSpotDiagnosticMXBean bean =
          ManagementFactory.newPlatformMXBeanProxy(
              jvm.jmx(),
              "com.sun.management:type=HotSpotDiagnostic",
              HotSpotDiagnosticMXBean.class);
      return Long.parseLong(bean.getVMOption(cell.softMaximum()).getValue());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
