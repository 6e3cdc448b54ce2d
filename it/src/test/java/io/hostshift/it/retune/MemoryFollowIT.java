package io.hostshift.it.retune;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Lapse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A limit that goes from 1 GiB to 400 MiB and back under each JDK and collector, idle and under
 * load: it is warned of, where there is a lever the memory falls below the limit, and it rises
 * again. What came of it is added to {@link MemoryPage}.
 */
@Tag("jdks")
@Tag("long")
class MemoryFollowIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration FALLS = Duration.ofSeconds(30);

  /** Where nothing is expected to fall, it is waited for that long. */
  private static final Duration STAYS = Duration.ofSeconds(5);

  private static final Duration POLL = Duration.ofMillis(500);

  /** Of a machine that is busy: for the line to be written and read. */
  private static final Duration TOLD = Duration.ofMillis(500);

  private static final int MOST_COLLECTIONS = 4;
  private static final long MIB = 1L << 20;
  private static final long LARGE = 1024 * MIB;
  private static final long SMALL = 400 * MIB;

  @TempDir Path folder;

  static Stream<Arguments> cells() {
    return MemoryCell.chosen()
        .flatMap(cell -> Stream.of("idle", "load").map(how -> Arguments.of(cell, how)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cells")
  void shouldWarnAndFallBelowTheLimitAndRiseAgain(MemoryCell cell, String how) throws Exception {
    MemoryGuest guest = MemoryGuest.create(folder, LARGE);
    Path log = folder.resolve("gc.log");
    try (ForkedJvm jvm =
        ForkedJvm.on(cell.jdk())
            .options(cell.options())
            .options("-Xms32m", "-Xmx900m", cell.log(log.toString()))
            .agent("interval=500ms,minRetune=1s,memory=follow,root=" + guest.root())
            .main(MemoryLoad.compile(folder), how)
            .start()) {
      jvm.out().await(MemoryLoad.READY, LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      Use before = Use.of(view);
      long began = System.nanoTime();
      guest.limit(SMALL);
      jvm.err().await("the limit is now 400 MiB: the JVM may be killed", LIMIT);
      Duration warned = Duration.ofNanos(System.nanoTime() - began);
      Duration fell = fall(view, began, cell.hasLever() ? FALLS : STAYS);
      Use after = Use.of(view);
      long most = mostFor(view, STAYS);
      String heap = view.settings("state").get("heap") + "";
      String reason = view.settings("reason").get("heap") + "";
      long told = collections(view);
      long logged = MemoryCell.ordered(Files.readAllLines(log));
      long toldAfter = collections(view);
      MemoryPage.fall(
          cell + ", " + how,
          seconds(warned),
          fell == null ? "no" : seconds(fell),
          before.heap / MIB,
          after.heap / MIB,
          most / MIB,
          before.resident / MIB,
          after.resident / MIB,
          told,
          heap + (reason.isEmpty() ? "" : ": " + reason));

      assertThat(warned).isLessThan(POLL.plus(TOLD));
      assertThat(told).isLessThanOrEqualTo(MOST_COLLECTIONS);
      if (cell.stopsToCollect()) {
        assertThat(logged).as("full collections in the log").isBetween(told, toldAfter);
      }
      if (cell.givesBackAPart()) {
        assertThat(after.heap).isLessThan(SMALL);
        assertThat(after.resident).isLessThan(before.resident);
      } else if (cell.hasLever()) {
        assertThat(fell).as("until it fell; " + heap + " " + reason).isNotNull();
      } else {
        assertThat(heap).isEqualTo("LEFT");
        assertThat(reason).isNotEmpty();
        assertThat(told).isZero();
      }
      riseAgain(guest, jvm, view);
    }
  }

  private void riseAgain(MemoryGuest guest, ForkedJvm jvm, AgentView view) throws Exception {
    guest.limit(LARGE);
    jvm.err().await("the heap fits into the memory that there is now", LIMIT);
    view.await(
        "the heap is let go",
        now -> now.settings("current").get("heap").equals(now.settings("atStart").get("heap")),
        LIMIT);
    int seen = jvm.out().all().size();
    jvm.out().awaitNext(seen, LIMIT); // The pass that was under way.
    jvm.out().awaitNext(seen + 1, LIMIT);

    assertThat(jvm.out().all()).containsOnly(MemoryLoad.READY, MemoryLoad.WHOLE);
    assertThat(jvm.err().all()).noneMatch(line -> line.contains("OutOfMemoryError"));
    assertThat(view.memory("warning")).isEqualTo("");
  }

  private static String seconds(Duration time) {
    return String.format("%.1f s", time.toMillis() / 1e3);
  }

  private static long collections(AgentView view) {
    return (Long) view.memory("collections");
  }

  /** What the heap takes of the system, and what is resident of the process, in bytes. */
  private record Use(long heap, long resident) {
    static Use of(AgentView view) {
      return new Use((Long) view.memory("heapCommittedBytes"), (Long) view.memory("residentBytes"));
    }
  }

  /** Null if it has not. */
  private static Duration fall(AgentView view, long began, Duration limit) {
    while (System.nanoTime() - began < limit.toNanos()) {
      Use now = Use.of(view);
      if (now.heap < SMALL && now.resident < SMALL) {
        return Duration.ofNanos(System.nanoTime() - began);
      }
      Lapse.ofMillis(100, "as finely as the fall is measured");
    }
    return null;
  }

  private static long mostFor(AgentView view, Duration time) {
    long most = 0;
    for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
      most = Math.max(most, Use.of(view).heap);
      Lapse.ofMillis(100, "as finely as the fall is measured");
    }
    return most;
  }
}
