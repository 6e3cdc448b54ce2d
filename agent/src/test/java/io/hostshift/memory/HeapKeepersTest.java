package io.hostshift.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.hotspot.Collector;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HeapKeepersTest {
  private static final long GIB = 1L << 30;

  private static HeapKeeper keeper(Collector collector, FakeOptions options) {
    return HeapKeepers.of(collector, options, new HeapRelease(options, 17, () -> 0));
  }

  @Test
  void shouldSetTheSoftMaximumAndPutItBack() throws IOException {
    FakeOptions options = FakeOptions.collector("UseZGC").manageable("SoftMaxHeapSize", "8");
    HeapKeeper keeper = keeper(Collector.Z_GENERATIONAL, options);

    keeper.keepTo(GIB);
    assertThat(keeper.keeps(GIB)).isTrue();
    keeper.restore();

    assertThat(options.orders()).containsExactly("SoftMaxHeapSize=1073741824", "SoftMaxHeapSize=8");
  }

  @Test
  void shouldKnowTheSoftMaximumOfShenandoahIn11() throws IOException {
    FakeOptions options =
        FakeOptions.collector("UseShenandoahGC").manageable("ShenandoahSoftMaxHeapSize", "0");
    HeapKeeper keeper = keeper(Collector.SHENANDOAH, options);

    keeper.keepTo(GIB);

    assertThat(keeper.refusal()).isEmpty();
    assertThat(options.value("ShenandoahSoftMaxHeapSize")).isEqualTo("1073741824");
  }

  @Test
  void shouldLeaveASoftMaximumThatAPersonHasSet() {
    FakeOptions options = FakeOptions.collector("UseZGC").manageable("SoftMaxHeapSize", "8");

    assertThat(keeper(Collector.Z, options.explicit("SoftMaxHeapSize", "8")).refusal())
        .isEqualTo("set on the command line");
  }

  @Test
  void shouldSayWhereThereIsNoSoftMaximum() {
    assertThat(keeper(Collector.Z, FakeOptions.collector("UseZGC")).refusal())
        .isEqualTo("this collector of this Java version has no soft maximum");
  }

  /** A JVM of 11 has it whatever its collector, and takes any value for it. */
  @Test
  void shouldNotTakeTheSoftMaximumOfShenandoahForThatOfZgc() {
    FakeOptions options =
        FakeOptions.collector("UseZGC").manageable("ShenandoahSoftMaxHeapSize", "0");

    assertThat(keeper(Collector.Z, options).refusal())
        .isEqualTo("this collector of this Java version has no soft maximum");
  }

  @Test
  void shouldNotPutBackOverWhatSomebodyElseHasSetMeanwhile() throws IOException {
    FakeOptions options = FakeOptions.collector("UseZGC").manageable("SoftMaxHeapSize", "8");
    HeapKeeper keeper = keeper(Collector.Z, options);

    keeper.keepTo(GIB);
    options.set("SoftMaxHeapSize", "5");
    keeper.restore();

    assertThat(options.value("SoftMaxHeapSize")).isEqualTo("5");
  }

  @Test
  void shouldHaveG1GiveBackWithoutStopping() throws IOException {
    FakeOptions options = g1().manageable("G1PeriodicGCInterval", "0");
    HeapKeeper keeper = keeper(Collector.G1, options);

    keeper.keepTo(GIB);
    assertThat(options.orders())
        .containsExactly("MinHeapFreeRatio=5", "MaxHeapFreeRatio=10", "G1PeriodicGCInterval=1000");
    keeper.reached();
    assertThat(options.value("G1PeriodicGCInterval")).isEqualTo("60000");
    keeper.restore();

    assertThat(options.value("MinHeapFreeRatio")).isEqualTo("40");
    assertThat(options.value("MaxHeapFreeRatio")).isEqualTo("70");
    assertThat(options.value("G1PeriodicGCInterval")).isEqualTo("0");
  }

  @Test
  void shouldLeaveTheIntervalThatAPersonHasSet() throws IOException {
    FakeOptions options = g1().manageable("G1PeriodicGCInterval", "5000");
    HeapKeeper keeper = keeper(Collector.G1, options.explicit("G1PeriodicGCInterval", "5000"));

    keeper.keepTo(GIB);
    keeper.restore();

    assertThat(options.value("G1PeriodicGCInterval")).isEqualTo("5000");
  }

  /** What a release finds set it must not put back over what holds by the time that it ends. */
  @Test
  void shouldEndAtTheSizeThatHoldsOnceAReleaseHasEnded() throws IOException {
    FakeOptions options = shenandoah();
    HeapRelease release = new HeapRelease(options, 25, () -> 0);
    HeapKeeper keeper = HeapKeepers.of(Collector.SHENANDOAH, options, release);

    keeper.keepTo(240);
    release.softMaximum().lift();
    assertThat(keeper.keeps(240)).isTrue();
    keeper.keepTo(380);
    assertThat(options.value("SoftMaxHeapSize")).isEqualTo("900");
    release.softMaximum().drop();

    assertThat(options.value("SoftMaxHeapSize")).isEqualTo("380");
    assertThat(keeper.keeps(380)).isTrue();
  }

  @Test
  void shouldStayRestoredOnceAReleaseHasEnded() throws IOException {
    FakeOptions options = shenandoah();
    HeapRelease release = new HeapRelease(options, 25, () -> 0);
    HeapKeeper keeper = HeapKeepers.of(Collector.SHENANDOAH, options, release);

    keeper.keepTo(240);
    release.softMaximum().lift();
    keeper.restore();
    release.softMaximum().drop();

    assertThat(options.value("SoftMaxHeapSize")).isEqualTo("810");
  }

  @Test
  void shouldLeaveWhatSomebodyElseHasSetBeforeARelease() throws IOException {
    FakeOptions options = shenandoah();
    HeapRelease release = new HeapRelease(options, 25, () -> 0);
    HeapKeeper keeper = HeapKeepers.of(Collector.SHENANDOAH, options, release);

    keeper.keepTo(240);
    options.set("SoftMaxHeapSize", "500");
    release.softMaximum().lift();
    release.softMaximum().drop();

    assertThat(options.value("SoftMaxHeapSize")).isEqualTo("500");
    assertThat(keeper.keeps(240)).isFalse();
    keeper.restore();
    assertThat(options.value("SoftMaxHeapSize")).isEqualTo("500");
  }

  @Test
  void shouldNotTakeTheRatiosOfAReleaseForThoseOfTheStart() throws IOException {
    FakeOptions options = g1();
    HeapRelease release = new HeapRelease(options, 17, () -> 0);
    HeapKeeper keeper = HeapKeepers.of(Collector.G1, options, release);

    release.ratios().lower(release);
    keeper.keepTo(GIB);
    release.ratios().putBack(release);
    assertThat(keeper.keeps(GIB)).isTrue();
    keeper.restore();

    assertThat(options.value("MinHeapFreeRatio")).isEqualTo("40");
    assertThat(options.value("MaxHeapFreeRatio")).isEqualTo("70");
  }

  @Test
  void shouldLeaveTheRatiosLowForAReleaseThatGoesOn() throws IOException {
    FakeOptions options = g1();
    HeapRelease release = new HeapRelease(options, 17, () -> 0);
    HeapKeeper keeper = HeapKeepers.of(Collector.G1, options, release);

    keeper.keepTo(GIB);
    release.ratios().lower(release);
    keeper.restore();
    assertThat(options.value("MaxHeapFreeRatio")).isEqualTo("10");
    release.ratios().putBack(release);

    assertThat(options.value("MaxHeapFreeRatio")).isEqualTo("70");
  }

  @Test
  void shouldSayThatParallelGivesNothingBack() {
    assertThat(keeper(Collector.PARALLEL, FakeOptions.collector("UseParallelGC")).refusal())
        .startsWith("nothing is collected: the Parallel collector of Java 17 gives nothing back");
  }

  private static FakeOptions shenandoah() {
    return FakeOptions.collector("UseShenandoahGC")
        .with("MaxHeapSize", "900")
        .manageable("SoftMaxHeapSize", "810");
  }

  private static FakeOptions g1() {
    return FakeOptions.collector("UseG1GC")
        .manageable("MinHeapFreeRatio", "40")
        .manageable("MaxHeapFreeRatio", "70");
  }
}
