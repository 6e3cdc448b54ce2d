package io.hostshift.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FreshHeapTest {
  private static final long GIB = 1L << 30;

  private static FakeOptions g1() {
    return FakeOptions.collector("UseG1GC");
  }

  private static FreshHeap fresh(FakeOptions options) {
    return new FreshHeap(options, 17);
  }

  @Test
  void shouldTakeAQuarterOfTheMemory() {
    assertThat(fresh(g1()).max(16 * GIB)).isEqualTo(4 * GIB);
    assertThat(fresh(g1()).initial(16 * GIB)).isEqualTo(256L << 20);
    assertThat(fresh(g1()).region(16 * GIB)).isEqualTo(2L << 20);
  }

  @Test
  void shouldTakeTheShareThatIsNamed() {
    FreshHeap fresh = fresh(g1().explicit("MaxRAMPercentage", "75.000000"));

    assertThat(fresh.max(16 * GIB)).isEqualTo(12 * GIB);
    assertThat(fresh.sharesNamed()).isTrue();
  }

  @Test
  void shouldTakeWhatIsNamedWhateverTheMemory() {
    FreshHeap fresh = fresh(g1().explicit("MaxHeapSize", "12884901888"));

    assertThat(fresh.max(2 * GIB)).isEqualTo(12 * GIB);
    assertThat(fresh.byMemory(2 * GIB)).isEqualTo(512L << 20);
    assertThat(fresh.followsMemory()).isFalse();
  }

  @Test
  void shouldCountNoMoreThanTheJvmDoes() {
    FakeOptions options = g1().with("MaxRAM", Long.toString(128 * GIB));

    assertThat(fresh(options).max(512 * GIB)).isEqualTo(32 * GIB);
    assertThat(fresh(options.explicit("MaxRAM", Long.toString(4 * GIB))).max(512 * GIB))
        .isEqualTo(GIB);
  }

  @Test
  void shouldBeWhatThisJvmHasWhereItCountsAsThisJvm() {
    LiveOptions options = new LiveOptions();
    FreshHeap fresh = new FreshHeap(options, Runtime.version().feature());

    assertThat(fresh.collector()).isNotNull();
    assertThat(options.number("MaxHeapSize", 0)).isPositive();
    assertThat(options.value("NoSuchOption")).isNull();
  }
}
