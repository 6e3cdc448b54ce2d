package io.hostshift.ergonomics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compared with what fresh JVMs of all versions chose for 1 to 32 processors. */
class ErgonomicsTest {
  private static final long LARGE_HEAP = 6L << 30;
  private static final long MEMORY = 24L << 30;
  private static final List<Oracle> FRESH = Oracle.rows("fresh-jvms.tsv");

  /** Each combination of a JDK and a collector, of which there are 32 rows. */
  static Stream<String> cells() {
    return FRESH.stream().map(row -> row.jdk() + " " + row.collector()).distinct();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void shouldChooseTheThreadsThatAFreshJvmDoes(String cell) {
    assertThat(FRESH.stream().filter(row -> cell.equals(row.jdk() + " " + row.collector())))
        .hasSize(32)
        .allSatisfy(
            row -> {
              Map<String, Integer> chosen = chosen(row);
              Map<String, Integer> actual = new TreeMap<>();
              chosen.keySet().forEach(flag -> actual.put(flag, row.number(flag)));
              assertThat(chosen).as(row.toString()).isEqualTo(actual);
            });
  }

  @Test
  void shouldHaveComparedEveryCombination() {
    assertThat(cells()).hasSize(46);
  }

  private static Map<String, Integer> chosen(Oracle row) {
    int processors = row.processors();
    Map<String, Integer> flags = new TreeMap<>();
    flags.put("CICompilerCount", CompilerThreads.count(processors));
    int parallel = GcThreads.parallel(processors);
    switch (collector(row)) {
      case "G1" -> {
        flags.put("ParallelGCThreads", parallel);
        flags.put("ConcGCThreads", GcThreads.g1Concurrent(parallel));
        flags.put("G1ConcRefinementThreads", GcThreads.g1Refinement(parallel));
      }
      case "Parallel" -> flags.put("ParallelGCThreads", parallel);
      case "ConcMarkSweep" -> {
        flags.put("ParallelGCThreads", parallel);
        flags.put("ConcGCThreads", GcThreads.cmsConcurrent(parallel));
      }
      case "Shenandoah", "ShenGen" -> {
        flags.put("ParallelGCThreads", GcThreads.shenandoahParallel(processors));
        flags.put("ConcGCThreads", GcThreads.shenandoahConcurrent(processors));
      }
      case "Z", "ZGen" -> {
        ZgcThreads threads = new ZgcThreads(row.jdk(), LARGE_HEAP);
        flags.put("ParallelGCThreads", threads.parallel(processors));
        flags.put("ConcGCThreads", threads.concurrent(processors));
        if (row.collector().equals("ZGen") || row.jdk() >= 25) {
          flags.put("ZYoungGCThreads", threads.concurrent(processors));
          flags.put("ZOldGCThreads", threads.concurrent(processors));
        }
      }
      default -> flags.put("ParallelGCThreads", 0);
    }
    return flags;
  }

  private static String collector(Oracle row) {
    if (!row.collector().equals("default")) {
      return row.collector();
    }
    return switch (DefaultCollector.of(row.jdk(), row.processors(), MEMORY)) {
      case G1 -> "G1";
      case PARALLEL -> "Parallel";
      case SERIAL -> "Serial";
    };
  }

  @Test
  void shouldChooseTheCollectorThatAFreshJvmDoes() {
    assertThat(FRESH.stream().filter(row -> row.collector().equals("default")))
        .hasSize(7 * 32)
        .allSatisfy(
            row -> {
              DefaultCollector chosen = DefaultCollector.of(row.jdk(), row.processors(), MEMORY);
              assertThat(row.is("UseG1GC")).isEqualTo(chosen == DefaultCollector.G1);
              assertThat(row.is("UseParallelGC")).isEqualTo(chosen == DefaultCollector.PARALLEL);
            });
  }

  @Test
  void shouldChooseSerialWhereMemoryIsLessThanAServerHas() {
    assertThat(DefaultCollector.of(17, 8, 1791L << 20)).isEqualTo(DefaultCollector.SERIAL);
    assertThat(DefaultCollector.of(17, 8, 1792L << 20)).isEqualTo(DefaultCollector.G1);
  }

  @Test
  void shouldGiveZgcTheThreadsThatAFreshJvmWithASmallHeapDoes() {
    assertThat(Oracle.rows("zgc-heaps.tsv"))
        .hasSizeGreaterThan(130)
        .allSatisfy(
            row -> {
              long heap = Long.parseLong(row.columns().get("MaxHeapSize"));
              ZgcThreads threads = new ZgcThreads(row.jdk(), heap);
              assertThat(threads.parallel(row.processors()))
                  .as(row.toString())
                  .isEqualTo(row.number("ParallelGCThreads"));
              assertThat(threads.concurrent(row.processors()))
                  .as(row.toString())
                  .isEqualTo(row.number("ConcGCThreads"));
            });
  }

  @Test
  void shouldLeaveOneProcessorToTheCallerOfTheCommonPool() {
    assertThat(DefaultPools.common(8)).isEqualTo(7);
  }

  @Test
  void shouldGiveTheCommonPoolOneThreadOnOneProcessor() {
    assertThat(DefaultPools.common(1)).isEqualTo(1);
  }

  @Test
  void shouldSizeTheCommonPoolAsThisJvmDoes() {
    assertThat(DefaultPools.common(Runtime.getRuntime().availableProcessors()))
        .isEqualTo(ForkJoinPool.getCommonPoolParallelism());
  }

  @Test
  void shouldGiveVirtualThreadsACarrierForEachProcessor() {
    assertThat(DefaultPools.virtualThreads(8)).isEqualTo(8);
  }
}
