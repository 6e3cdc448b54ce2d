package io.hostshift.tune.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.ergonomics.GcThreads;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The arithmetic is held against a collector of which everything is known. */
class FreshBoundTest {
  private static final int CASES = 100_000;

  /** Work that is shared, work that is not, and what each worker that waits for others adds. */
  private record Collector(double shared, double alone, double waiting) {
    static Collector any(Random random) {
      return new Collector(
          Math.pow(10, 5 + 5 * random.nextDouble()),
          Math.pow(10, 4 + 4 * random.nextDouble()),
          0.2 * random.nextDouble());
    }

    double pause(int workers, int processors) {
      return alone + shared / Math.min(workers, processors);
    }

    /** Of processor time; the application takes as much for each processor that it has. */
    double share(int workers, int processors, double work) {
      int busy = Math.min(workers, processors);
      double collector = alone + shared * (1 + waiting * (busy - 1) / busy);
      return Math.min(1 / 1.1, collector / (collector + work)); // No noise brings it above all.
    }
  }

  /** By a tenth up or down, as one run of the same differs from another. */
  private static double noisy(double value, Random random) {
    return value * (0.9 + 0.2 * random.nextDouble());
  }

  @Test
  void shouldNeverBlameAFreshJvmForItsHost() {
    Random random = new Random(18);
    for (int i = 0; i < CASES; i++) {
      Collector collector = Collector.any(random);
      int before = 1 + random.nextInt(64);
      int now = 1 + random.nextInt(64);
      int fresh = GcThreads.parallel(now);
      double work = Math.pow(10, 6 + 4 * random.nextDouble());
      FreshBound bound = new FreshBound(GcThreads.parallel(before), before, now);
      double pause = noisy(collector.pause(GcThreads.parallel(before), before), random);
      double pauseNow = noisy(collector.pause(fresh, now), random);
      double share = noisy(collector.share(GcThreads.parallel(before), before, work), random);
      double shareNow = noisy(collector.share(fresh, now, work), random);

      assertThat(bound.isWorsePause(pause, pauseNow))
          .as("%s, %s to %s processors: %s to %s ns", collector, before, now, pause, pauseNow)
          .isFalse();
      assertThat(bound.isWorseShare(share, shareNow))
          .as("%s, %s to %s processors: %s to %s", collector, before, now, share, shareNow)
          .isFalse();
    }
  }

  /** Nor one that was started for a host of any size and came to another one before. */
  @Test
  void shouldNeverBlameAFreshJvmHoweverManyWorkersThereWereBefore() {
    Random random = new Random(19);
    for (int i = 0; i < CASES; i++) {
      Collector collector = Collector.any(random);
      int before = 1 + random.nextInt(64);
      int now = 1 + random.nextInt(64);
      int workers = 1 + random.nextInt(48);
      FreshBound bound = new FreshBound(workers, before, now);

      assertThat(
              bound.isWorsePause(
                  noisy(collector.pause(workers, before), random),
                  noisy(collector.pause(GcThreads.parallel(now), now), random)))
          .isFalse();
    }
  }

  @Test
  void shouldAllowPausesOfAShrunkHostAsMuchLongerAsWorkersHaveLeft() {
    FreshBound shrunk = new FreshBound(13, 16, 2);
    assertThat(shrunk.pauseNanos(10e6)).isCloseTo(10e6 * 13 / 2 * 4 / 3, Offset.offset(1.0));
    assertThat(shrunk.isWorsePause(10e6, 86e6)).isFalse();
    assertThat(shrunk.isWorsePause(10e6, 87e6)).isTrue();
    assertThat(shrunk.share(0.06)).isCloseTo(0.08, Offset.offset(1e-9));
  }

  @Test
  void shouldHoldAGrownHostToWhatItWasBefore() {
    FreshBound grown = new FreshBound(2, 2, 16);
    assertThat(grown.isWorsePause(30e6, 39e6)).isFalse();
    assertThat(grown.isWorsePause(30e6, 41e6)).isTrue();
  }

  @Test
  void shouldFindOutWorkersThatAreTooFew() {
    FreshBound same = new FreshBound(13, 16, 16);
    Collector collector = new Collector(100e6, 1e6, 0);
    assertThat(same.isWorsePause(collector.pause(13, 16), collector.pause(2, 16))).isTrue();
  }

  @Test
  void shouldNotMindDifferencesThatAreNone() {
    FreshBound same = new FreshBound(4, 4, 4);
    assertThat(same.isWorsePause(0.3e6, 0.9e6)).isFalse();
    assertThat(same.isWorseShare(0.001, 0.009)).isFalse();
    assertThat(same.isWorseShare(0.05, 0.07)).isTrue();
  }
}
