package io.hostshift.tune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.hotspot.Collector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CollectorThreadsTest {
  private static final long LARGE_HEAP = 8L << 30;

  @ParameterizedTest
  @CsvSource({
    "G1, 13, 3",
    "PARALLEL, 13, 0",
    "CMS, 13, 4",
    "SHENANDOAH, 8, 4",
    "SHENANDOAH_GENERATIONAL, 8, 4",
    "Z, 10, 4",
    "Z_GENERATIONAL, 10, 4"
  })
  void shouldBeThoseOfAFreshJvmOn16Processors(Collector collector, int parallel, int concurrent) {
    CollectorThreads threads = new CollectorThreads(collector, 21, LARGE_HEAP);

    assertThat(threads.parallel(16)).isEqualTo(parallel);
    assertThat(threads.concurrent(16, parallel)).isEqualTo(concurrent);
    assertThat(threads.any()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"SERIAL", "EPSILON", "UNKNOWN"})
  void shouldKnowWhichHaveNone(Collector collector) {
    assertThat(new CollectorThreads(collector, 21, LARGE_HEAP).any()).isFalse();
  }
}
