package io.hostshift.it.retune;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.CollectorCell;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A limit that goes from 1 GiB to 400 MiB and back under each JDK and collector, idle and under
 * load: it is warned of, and where there is a lever the memory falls below the limit. The limit is
 * told by the files of a guest, so that one that is not kept to ends nothing. What came of it is
 * written to {@code target/memory.md}.
 */
@Tag("jdks")
@Tag("long")
class MemoryFollowIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration FALLS = Duration.ofSeconds(30);
  private static final long MIB = 1L << 20;
  private static final long SMALL = 400 * MIB;
  private static final Path TABLE = Path.of("target", "memory.md");
  private static final List<String> ROWS = new ArrayList<>();
  private static final Instant START = Instant.now();

  @TempDir Path folder;

  static Stream<Arguments> cells() {
    String chosen = System.getProperty("hostshift.it.memoryCells", ".*");
    return CollectorCell.all().stream()
        .filter(cell -> cell.toString().matches(chosen))
        .flatMap(cell -> Stream.of("idle", "load").map(how -> Arguments.of(cell, how)));
  }

  private void limit(Path root, long bytes) throws IOException {
    Path fresh = Files.writeString(root.resolve("memory.new"), bytes + "\n");
    Files.move(
        fresh, root.resolve("sys/fs/cgroup/memory.max"), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path guest() throws IOException {
    Path root = Files.createDirectories(folder.resolve("guest"));
    write(root, "proc/meminfo", "MemTotal:       16777216 kB\n");
    write(root, "proc/self/cgroup", "0::/\n");
    write(root, "proc/self/mountinfo", "1 2 0:3 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    write(root, "proc/self/status", "Cpus_allowed_list:\t0-1\n");
    write(root, "sys/devices/system/cpu/online", "0-1\n");
    write(root, "sys/fs/cgroup/memory.max", 1024 * MIB + "\n");
    return root;
  }

  private static void write(Path root, String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cells")
  void shouldWarnAndFallBelowTheLimit(CollectorCell cell, String how) throws Exception {
    Path root = guest();
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(cell.version()))
            .options(cell.choosing())
            .options("-Xms32m", "-Xmx900m")
            .agent("interval=500ms,minRetune=1s,memory=follow,root=" + root)
            .main(MemoryLoad.compile(folder), how)
            .start()) {
      jvm.out().await(MemoryLoad.READY, LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      long before = resident(view);
      long began = System.nanoTime();
      limit(root, SMALL);
      view.await("the warning", now -> now.memory("outgrowing").equals(true), LIMIT);
      long warned = System.nanoTime() - began;
      long fell = fall(view, began);
      long after = resident(view);
      String state =
          view.settings("state").get("heap") + ": " + view.settings("reason").get("heap");
      long collections = (Long) view.memory("collections");
      limit(root, 1024 * MIB);
      view.await("no warning", now -> now.memory("outgrowing").equals(false), LIMIT);
      ROWS.add(row(cell + ", " + how, warned, fell, before, after, collections, state));

      assertThat(Duration.ofNanos(warned)).isLessThan(Duration.ofSeconds(5));
      assertThat(jvm.out().all()).doesNotContain(MemoryLoad.BROKEN);
      assertThat(String.join(" ", jvm.err().all())).doesNotContain("OutOfMemoryError");
      assertThat(jvm.process().isAlive()).isTrue();
      assertThat(collections).isLessThanOrEqualTo(4);
      if (hasLever(cell)) {
        assertThat(fell).as("nanoseconds until it fell; " + state).isPositive();
      }
    }
  }

  /** ZGC gives back after five minutes, which is more than is waited for here. */
  private static boolean hasLever(CollectorCell cell) {
    boolean parallel = cell.collector().equals("Parallel") && cell.version() < 26;
    return !parallel && !cell.collector().startsWith("ZGC");
  }

  private static long resident(AgentView view) {
    return (Long) view.memory("residentBytes");
  }

  /** Nanoseconds; -1 if it has not. */
  private static long fall(AgentView view, long began) throws InterruptedException {
    while (System.nanoTime() - began < FALLS.toNanos()) {
      boolean heap = (Long) view.memory("heapCommittedBytes") < SMALL;
      if (heap && resident(view) < SMALL) {
        return System.nanoTime() - began;
      }
      Lapse.ofMillis(100, "as finely as the fall is measured");
    }
    return -1;
  }

  private static String row(
      String cell, long warned, long fell, long before, long after, long times, String state) {
    return String.format(
        "| %s | %.1f s | %s | %d | %d | %d | %s |",
        cell,
        warned / 1e9,
        fell < 0 ? "no" : String.format("%.1f s", fell / 1e9),
        before / MIB,
        after / MIB,
        times,
        state);
  }

  @AfterAll
  static void writeTheTable() throws IOException {
    StringBuilder text = new StringBuilder("Measured from ");
    text.append(START.truncatedTo(ChronoUnit.MINUTES))
        .append(" to ")
        .append(Instant.now().truncatedTo(ChronoUnit.MINUTES))
        .append(" on ")
        .append(Measured.processor())
        .append(", ")
        .append(Runtime.getRuntime().availableProcessors())
        .append(" processors.\n\n")
        .append("| | warned after | below 400 MiB after | resident before, MiB | after, MiB |")
        .append(" full collections | state of `heap` |\n|---|---|---|---|---|---|---|\n");
    ROWS.forEach(row -> text.append(row).append("\n"));
    Files.createDirectories(TABLE.getParent());
    Files.writeString(TABLE, text);
  }
}
