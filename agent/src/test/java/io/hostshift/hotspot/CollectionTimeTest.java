package io.hostshift.hotspot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionTimeTest {
  @Test
  void shouldGrowWithACollection() {
    CollectionTime time = new CollectionTime();
    long before = time.nanos();
    // A collection of a small heap may take less than the millisecond in which it is counted.
    for (int i = 0; i < 1_000 && time.nanos() == before; i++) {
      System.gc();
    }

    assertThat(time.nanos()).isGreaterThan(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"G1 Young Generation", "PS MarkSweep", "Copy", "ZGC Minor Pauses"})
  void shouldCountWhatStopsTheApplication(String name) {
    assertThat(CollectionTime.pauses(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ZGC", "ZGC Major Cycles", "Shenandoah Cycles", "ConcurrentMarkSweep"})
  void shouldNotCountWhatRunsBesideTheApplication(String name) {
    assertThat(CollectionTime.pauses(name)).isFalse();
  }
}
