package io.hostshift.tune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.hotspot.Origin;
import io.hostshift.tune.setting.FakeFlag;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class WorkerLimitTest {
  private static final long PER_THREAD = 43_620_760;
  private static final long MB = 1 << 20;

  private final FakeFlag flag = new FakeFlag(PER_THREAD, Origin.DEFAULT);
  private long heap = 4096 * MB;
  private int threads = 1;

  private WorkerLimit limit(int workers) {
    return new WorkerLimit(flag, workers, () -> heap, () -> threads);
  }

  @Test
  void shouldHoldEveryLimitOnEveryHeapAsAFreshJvmWould() throws IOException {
    for (int workers = 2; workers <= 16; workers++) {
      for (int target = 1; target <= 16; target++) {
        for (long mb = 16; mb <= 64 * 1024; mb = mb * 5 / 4 + 1) {
          for (int nonDaemons : new int[] {0, 1, 3, 20}) {
            FakeFlag own = new FakeFlag(PER_THREAD, Origin.DEFAULT);
            long capacity = mb * MB + 7 * mb;
            WorkerLimit limit = new WorkerLimit(own, workers, () -> capacity, () -> nonDaemons);
            limit.limitTo(target);
            int used = new FakeCollector(workers).settle(capacity, own.value(), nonDaemons);

            // A JVM started with as many workers, or the floor where that is more.
            int most = Math.min(workers, Math.max(target, limit.floor()));
            int fresh = new FakeCollector(most).settle(capacity, PER_THREAD, nonDaemons);
            assertThat(used)
                .as("%d workers limited to %d, %d MB, %d threads", workers, target, mb, nonDaemons)
                .isEqualTo(fresh);
            assertThat(limit.current()).isEqualTo(most);
          }
        }
      }
    }
  }

  @Test
  void shouldHoldWhileTheHeapGrowsAndShrinks() throws IOException {
    WorkerLimit limit = limit(13);
    FakeCollector collector = new FakeCollector(13);
    limit.limitTo(5);
    for (int i = 0; i < 400; i++) {
      heap = (long) (16 * MB * Math.pow(4096, 0.5 - 0.5 * Math.cos(i / 20.0)));
      limit.follow();
      int fresh = new FakeCollector(5).settle(heap, PER_THREAD, threads);

      assertThat(collector.settle(heap, flag.value(), threads)).isEqualTo(fresh);
    }
  }

  @Test
  void shouldWriteNothingWhileTheHeapChangesLittle() throws IOException {
    WorkerLimit limit = limit(13);
    limit.limitTo(5);
    int writes = flag.writes();
    heap += MB;
    limit.follow();

    assertThat(flag.writes()).isEqualTo(writes);
  }

  @Test
  void shouldHoldBetweenTwoPollsWhileSurvivorSpacesGrowAndShrink() throws IOException {
    for (int target = 2; target <= 8; target++) {
      FakeFlag own = new FakeFlag(PER_THREAD, Origin.DEFAULT);
      new WorkerLimit(own, 13, () -> heap, () -> threads).limitTo(target);
      for (int percent = -5; percent <= 5; percent++) {
        long collected = heap + heap * percent / 100;

        assertThat(new FakeCollector(13).settle(collected, own.value(), threads))
            .as("%d workers, capacity %+d %%", target, percent)
            .isEqualTo(target);
      }
    }
  }

  @Test
  void shouldComeBackToTheMiddleBeforeTheNextPollCouldMissIt() throws IOException {
    WorkerLimit limit = limit(13);
    limit.limitTo(3);
    long before = flag.value();
    heap = heap * 92 / 100;
    limit.follow();

    assertThat(flag.value()).isLessThan(before);
  }

  @Test
  void shouldNeverWriteADivisorOfZero() throws IOException {
    heap = 0;
    WorkerLimit limit = limit(13);
    limit.limitTo(5);

    assertThat(flag.value()).isPositive();
  }

  @Test
  void shouldNeverWriteLessThanTheStart() throws IOException {
    heap = 16 * MB;
    limit(13).limitTo(5);

    assertThat(flag.value()).isEqualTo(PER_THREAD);
  }

  @Test
  void shouldNotLimitAboveTheStart() throws IOException {
    WorkerLimit limit = limit(8);
    limit.limitTo(32);

    assertThat(limit.current()).isEqualTo(8);
    assertThat(flag.writes()).isZero();
  }

  @Test
  void shouldPutBackExactlyWhatWas() throws IOException {
    WorkerLimit limit = limit(13);
    limit.limitTo(2);
    limit.restore();

    assertThat(flag.value()).isEqualTo(PER_THREAD);
    assertThat(limit.current()).isEqualTo(13);
  }

  @Test
  void shouldNotFollowTheHeapWhenNothingIsLimited() throws IOException {
    WorkerLimit limit = limit(13);
    heap *= 16;
    limit.follow();

    assertThat(flag.writes()).isZero();
  }

  @Test
  void shouldSayThatMoreAreUsedWhileTheHeapHasGrownUnnoticed() throws IOException {
    WorkerLimit limit = limit(13);
    limit.limitTo(5);
    heap *= 2;

    assertThat(limit.current()).isEqualTo(11);
  }
}
