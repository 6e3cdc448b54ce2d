package io.hostshift.it.retune;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.cost.PayoffLoad;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.Measured;
import io.hostshift.it.run.Program;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a JVM does after its memory was taken and given again, against one whose memory stayed, and
 * against what it did before, with the same processor time. The two take turns: while the one is
 * measured the other is stopped, so that a machine that is slower for a while is so for both. Added
 * to {@link MemoryPage}.
 */
@Tag("jdks")
@Tag("long")
class MemoryThroughputIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration SHRUNK = Duration.ofSeconds(3);

  /** The most that a heap is given to take again what it had taken. */
  private static final Duration GROWN = Duration.ofSeconds(20);

  private static final double AGAIN = 0.9;
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration MEASURED = Duration.ofSeconds(2);
  private static final int ROUNDS = 10;
  private static final double LEAST = 0.95;
  private static final long MIB = 1L << 20;

  @TempDir Path folder;

  static Stream<MemoryCell> cells() {
    return MemoryCell.chosen().filter(MemoryCell::hasLever);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void shouldDoAsMuchAsBeforeOnceTheMemoryIsThereAgain(MemoryCell cell) throws Exception {
    MemoryGuest guest = MemoryGuest.create(Files.createDirectory(folder.resolve("a")), 1024 * MIB);
    MemoryGuest other = MemoryGuest.create(Files.createDirectory(folder.resolve("b")), 1024 * MIB);
    Program load = PayoffLoad.compile(folder);
    try (ForkedJvm jvm = start(cell, guest, load);
        ForkedJvm steady = start(cell, other, load)) {
      MBeanServerConnection beans = jvm.jmx();
      AgentView view = new AgentView(beans).awaitRegistered(LIMIT);
      MemoryMXBean memory =
          ManagementFactory.newPlatformMXBeanProxy(
              beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
      Lapse.of(WARM_UP, "until what it does often is compiled");
      List<Double> before = new ArrayList<>();
      List<Double> after = new ArrayList<>();
      jvm.signal("STOP");
      for (int round = 0; round < ROUNDS; round++) {
        before.add(ratio(jvm, steady));
      }
      for (int round = 0; round < ROUNDS; round++) {
        steady.signal("STOP");
        jvm.signal("CONT");
        shrinkAndGrow(guest, view, memory);
        jvm.signal("STOP");
        steady.signal("CONT");
        after.add(ratio(jvm, steady));
      }
      double was = Measured.median(before);
      double is = Measured.median(after);
      MemoryPage.grown(cell.toString(), text(was), text(is), text(is / was));

      assertThat(is / was).as("before " + before + ", after " + after).isGreaterThan(LEAST);
      jvm.signal("CONT");
    }
  }

  private static String text(double ratio) {
    return String.format("%.2f", ratio);
  }

  private ForkedJvm start(MemoryCell cell, MemoryGuest guest, Program load) {
    ForkedJvm jvm =
        ForkedJvm.on(cell.jdk())
            .options(cell.options())
            .options("-Xms32m", "-Xmx900m")
            .agent("interval=500ms,minRetune=1s,memory=follow,root=" + guest.root())
            .main(load)
            .start();
    jvm.err().await("hostshift watches this VM", LIMIT);
    return jvm;
  }

  private static void shrinkAndGrow(MemoryGuest guest, AgentView view, MemoryMXBean memory)
      throws Exception {
    long before = memory.getHeapMemoryUsage().getCommitted();
    guest.limit(400 * MIB);
    Eventually.holds(
        () -> "the heap is kept small; it is " + heap(view), LIMIT, () -> !isFree(view));
    Lapse.of(SHRUNK, "as long as it is to be small");
    guest.limit(1024 * MIB);
    Eventually.holds(() -> "the heap is let go; it is " + heap(view), LIMIT, () -> isFree(view));
    // When it takes what it may is the collector's: Serial grows at its next full collection.
    long end = System.nanoTime() + GROWN.toNanos();
    while (memory.getHeapMemoryUsage().getCommitted() < AGAIN * before && System.nanoTime() < end) {
      Lapse.of(LOOK, "until the heap has grown into it");
    }
  }

  private static String heap(AgentView view) {
    return view.settings("state").get("heap")
        + " at "
        + view.settings("current").get("heap")
        + " "
        + view.settings("reason").get("heap");
  }

  private static boolean isFree(AgentView view) {
    return view.settings("current").get("heap").equals(view.settings("atStart").get("heap"));
  }

  /** What the one does against the other; at the beginning and at the end the one is stopped. */
  private static double ratio(ForkedJvm jvm, ForkedJvm steady) throws Exception {
    double other = perCpuSecond(steady);
    steady.signal("STOP");
    jvm.signal("CONT");
    double one = perCpuSecond(jvm);
    jvm.signal("STOP");
    steady.signal("CONT");
    return one / other;
  }

  private static double perCpuSecond(ForkedJvm jvm) throws InterruptedException {
    // The line that was under way when it was stopped.
    jvm.out().awaitNext(jvm.out().all().size(), LIMIT);
    long[] from = next(jvm);
    Lapse.of(MEASURED, "the time that is measured");
    long[] to = next(jvm);
    return 1000.0 * (to[1] - from[1]) / (to[0] - from[0]);
  }

  /** At the next line: milliseconds of processor time, and how much was done. */
  private static long[] next(ForkedJvm jvm) {
    String[] words = jvm.out().awaitNext(jvm.out().all().size(), LIMIT).split(" ");
    Duration spent = jvm.process().info().totalCpuDuration().orElseThrow();
    return new long[] {spent.toMillis(), Long.parseLong(words[2])};
  }
}
