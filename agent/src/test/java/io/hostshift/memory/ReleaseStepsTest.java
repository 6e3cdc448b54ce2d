package io.hostshift.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often each collector is asked, played: 100 MiB are in use. */
class ReleaseStepsTest {
  private static final long MIB = 1L << 20;
  private static final long USED = 100 * MIB;
  private static final String MIN = "MinHeapFreeRatio";
  private static final String MAX = "MaxHeapFreeRatio";

  private final List<Long> sizes = new ArrayList<>();
  private final List<String> atCollections = new ArrayList<>();
  private int collections;

  /** So many more are skipped, as while a thread is in a critical section of JNI. */
  private int skipped;

  private int trims;

  private static FakeOptions with(String collector) {
    return FakeOptions.collector(collector).manageable(MIN, "40").manageable(MAX, "70");
  }

  /** The heap after each collection, in MiB; the first is that before. */
  private Released release(FakeOptions options, int version, long toMib, long... mib) {
    HeapRelease release = heap(options, version, mib);
    Released released = release.release(toMib * MIB);
    assertThat(release.collections()).isEqualTo(released.collections());
    assertThat(options.value(MIN)).isEqualTo("40");
    assertThat(options.value(MAX)).isEqualTo("70");
    return released;
  }

  private HeapRelease heap(FakeOptions options, int version, long... mib) {
    for (long size : mib) {
      sizes.add(size * MIB);
    }
    return new HeapRelease(
        options,
        version,
        this::use,
        () -> {
          if (skipped-- > 0) {
            return;
          }
          atCollections.add(options.value(MIN) + "/" + options.value(MAX));
          collections++;
        },
        () -> collections,
        () -> ++trims > 0,
        () -> 0);
  }

  private MemoryUse use() {
    long heap = sizes.get(Math.min(collections, sizes.size() - 1));
    return new MemoryUse(USED, heap, 50 * MIB, heap + 80 * MIB);
  }

  @Test
  void shouldCollectOnceWithG1() {
    Released released = release(with("UseG1GC"), 17, 0, 700, 110);

    assertThat(released.collections()).isEqualTo(1);
    assertThat(atCollections).containsExactly("5/10");
    assertThat(released.reached(0)).isTrue();
    assertThat(trims).isEqualTo(1);
  }

  @Test
  void shouldAskAgainWhereACollectionWasSkipped() {
    skipped = 3;
    Released released = release(with("UseG1GC"), 17, 0, 700, 110);

    assertThat(released.collections()).isEqualTo(1);
    assertThat(released.reached(0)).isTrue();
    assertThat(released.reason()).isEmpty();
  }

  @Test
  void shouldCountNoCollectionThatWasSkipped() {
    skipped = Integer.MAX_VALUE;
    Released released = release(with("UseSerialGC"), 17, 0, 700);

    assertThat(released.collections()).isZero();
    assertThat(released.reason()).contains("skipped").contains("critical section of JNI");
  }

  /** A move that was announced does not wait. */
  @Test
  void shouldAskAgainForNoLongerThanThereIsTime() {
    skipped = 3;
    assertThat(heap(with("UseG1GC"), 17, 700, 110).releaseSoon(30).collections()).isZero();
    skipped = 2;
    assertThat(heap(with("UseG1GC"), 17, 700, 110).releaseSoon(30).collections()).isEqualTo(1);
  }

  /** What never skips is not counted by beans whose names may be others one day. */
  @Test
  void shouldBelieveZgcThatItHasCollected() {
    skipped = 1;
    assertThat(release(with("UseZGC").with("ZUncommit", "true"), 25, 0, 700).collections())
        .isEqualTo(1);
  }

  @Test
  void shouldCollectUntilSerialHasShrunk() {
    assertThat(release(with("UseSerialGC"), 17, 0, 700, 700, 640, 400, 110).collections())
        .isEqualTo(4);
  }

  @Test
  void shouldCollectNoMoreThanFourTimes() {
    assertThat(release(with("UseSerialGC"), 17, 0, 700).collections()).isEqualTo(HeapRelease.MOST);
  }

  @Test
  void shouldStopWhereTheSizeIsReached() {
    Released released = release(with("UseSerialGC"), 17, 500, 700, 700, 400, 110);

    assertThat(released.collections()).isEqualTo(2);
    assertThat(released.reached(500 * MIB)).isTrue();
    assertThat(trims).isZero();
  }

  @Test
  void shouldNotCollectWhereTheSizeIsThereAlready() {
    Released released = release(with("UseG1GC"), 17, 800, 700, 110);

    assertThat(released.collections()).isZero();
    assertThat(released.reason()).isEqualTo("it takes no more already");
  }

  @Test
  void shouldNotCollectInVain() {
    Released released = release(with("UseParallelGC"), 25, 0, 700);

    assertThat(released.collections()).isZero();
    assertThat(released.reason())
        .startsWith("nothing is collected: the Parallel collector of Java 25 gives nothing back");
  }

  @Test
  void shouldCollectWithParallelFrom26On() {
    assertThat(release(with("UseParallelGC"), 26, 0, 700, 300).collections()).isEqualTo(1);
  }

  @Test
  void shouldCollectWithParallelThatWasToldToShrink() {
    FakeOptions options = with("UseParallelGC").with("UseAdaptiveSizePolicyWithSystemGC", "true");

    assertThat(release(options, 17, 0, 700, 110).collections()).isEqualTo(1);
  }

  @Test
  void shouldSayWhenZgcGivesBack() {
    FakeOptions options = with("UseZGC").with("ZUncommit", "true").with("ZUncommitDelay", "300");

    assertThat(release(options, 25, 0, 700).reason())
        .isEqualTo("ZGC gives it back once it has been free for 300 s (-XX:ZUncommitDelay)");
  }

  @Test
  void shouldSayHowLongZgcKeepsWhatIsFree() {
    FakeOptions options = with("UseZGC").with("ZUncommitDelay", "300");

    assertThat(new HeapRelease(options, 25, () -> 0).keptNanos()).isEqualTo(300_000_000_000L);
    assertThat(new HeapRelease(with("UseG1GC"), 25, () -> 0).keptNanos()).isZero();
  }

  @Test
  void shouldNotCollectInVainWhereZgcKeepsAll() {
    assertThat(release(with("UseZGC"), 11, 0, 700))
        .returns(0, Released::collections)
        .returns("nothing is collected: ZGC gives nothing back before Java 13", Released::reason);
    assertThat(release(with("UseZGC").with("ZUncommit", "false"), 25, 0, 700).reason())
        .isEqualTo("nothing is collected: ZGC gives nothing back with -XX:-ZUncommit");
  }

  private static FakeOptions withSoftMaximum(String collector) {
    return with(collector).with("MaxHeapSize", "900").manageable("SoftMaxHeapSize", "256");
  }

  private static FakeOptions generational() {
    return withSoftMaximum("UseShenandoahGC").with("ShenandoahGCMode", "generational");
  }

  /** Seen on 25: below its soft maximum Shenandoah gives next to nothing back. */
  @Test
  void shouldLiftTheSoftMaximumOfShenandoahMeanwhile() {
    FakeOptions options = withSoftMaximum("UseShenandoahGC");

    release(options, 25, 0, 700, 110);

    assertThat(options.orders()).contains("SoftMaxHeapSize=900").endsWith("SoftMaxHeapSize=256");
  }

  @Test
  void shouldLeaveTheSoftMaximumOfZgc() {
    FakeOptions options = withSoftMaximum("UseZGC").with("ZUncommit", "true");

    assertThat(release(options, 25, 0, 700).collections()).isEqualTo(1);

    assertThat(options.orders()).doesNotContain("SoftMaxHeapSize=900");
  }

  /** It would hear of that only at the end of the collection that is to give memory back. */
  @Test
  void shouldLeaveTheSoftMaximumOfGenerationalShenandoah() {
    FakeOptions options = generational();

    assertThat(release(options, 25, 0, 700, 110).collections()).isEqualTo(1);

    assertThat(options.orders()).doesNotContain("SoftMaxHeapSize=900");
  }

  /** Seen on 25 and 27: the application has made it begin its next cycle meanwhile. */
  @Test
  void shouldCollectAgainWhereGenerationalShenandoahWasCutShort() {
    assertThat(release(generational(), 27, 0, 700, 640, 110).collections()).isEqualTo(2);
    assertThat(release(generational(), 27, 0, 700).collections()).isEqualTo(2);
  }

  @Test
  void shouldCollectNoMoreThanIsLeft() {
    FakeOptions options = with("UseSerialGC");

    Released released = heap(options, 17, 700).release(use -> false, 3);

    assertThat(released.collections()).isEqualTo(3);
  }

  @Test
  void shouldLeaveTheRatiosOfAPerson() {
    FakeOptions options = with("UseG1GC").explicit(MAX, "70");

    release(options, 17, 0, 700, 600);

    assertThat(atCollections).containsExactly("40/70");
    assertThat(options.orders()).isEmpty();
  }

  @Test
  void shouldObeyWhoForbidsCollections() {
    Released released = release(with("UseG1GC").with("DisableExplicitGC", "true"), 17, 0, 700);

    assertThat(released.collections()).isZero();
    assertThat(released.reason()).contains("-XX:+DisableExplicitGC forbids it");
  }
}
