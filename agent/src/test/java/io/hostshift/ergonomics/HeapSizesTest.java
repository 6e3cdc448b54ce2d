package io.hostshift.ergonomics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compared with what fresh JVMs of all versions chose in control groups of 64 MiB to 20 GB. */
class HeapSizesTest {
  private static final List<Oracle> FRESH = Oracle.rows("fresh-heaps.tsv");
  private static final int NO_INITIAL_SHARE_FROM = 26;

  static Stream<String> cells() {
    return FRESH.stream().map(row -> row.jdk() + " " + row.collector()).distinct();
  }

  @Test
  void shouldHaveComparedEveryCombination() {
    assertThat(cells()).hasSize(41);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void shouldChooseTheHeapThatAFreshJvmDoes(String cell) {
    assertThat(FRESH.stream().filter(row -> cell.equals(row.jdk() + " " + row.collector())))
        .hasSizeGreaterThanOrEqualTo(16)
        .allSatisfy(
            row -> {
              HeapSizes sizes = sizes(row);
              long memory = number(row, "memory");
              assertThat(sizes.max(memory))
                  .as(row.toString())
                  .isEqualTo(number(row, "MaxHeapSize"));
              assertThat(sizes.initial(memory))
                  .as(row.toString())
                  .isEqualTo(number(row, "InitialHeapSize"));
              assertThat(sizes.region(memory))
                  .as(row.toString())
                  .isEqualTo(number(row, "G1HeapRegionSize"));
            });
  }

  private static long number(Oracle row, String column) {
    return Long.parseLong(row.columns().get(column));
  }

  private static HeapSizes sizes(Oracle row) {
    return new HeapSizes(
        row.jdk(),
        regions(row),
        share(row, "MaxRAMPercentage", 25),
        share(row, "MinRAMPercentage", 50),
        share(row, "InitialRAMPercentage", row.jdk() < NO_INITIAL_SHARE_FROM ? 1.5625 : 0));
  }

  private static double share(Oracle row, String option, double usual) {
    for (String given : row.columns().get("options").split(" ")) {
      if (given.startsWith("-XX:" + option + "=")) {
        return Double.parseDouble(given.substring(given.indexOf('=') + 1));
      }
    }
    return usual;
  }

  private static HeapSizes.Regions regions(Oracle row) {
    String collector = row.collector();
    // One that was chosen by itself shows by its regions.
    boolean chosen = collector.equals("default") && number(row, "G1HeapRegionSize") > 0;
    if (collector.equals("G1") || chosen) {
      return HeapSizes.Regions.G1;
    }
    return collector.equals("Shenandoah") ? HeapSizes.Regions.SHENANDOAH : HeapSizes.Regions.NONE;
  }
}
