package io.hostshift.tune.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.ergonomics.GcThreads;
import io.hostshift.tune.guard.Finding.Upshot;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only looks like harm does not stay put back, however noisy; what does harm mostly does. */
class ProbationNoiseTest {
  private static final int MOVES = 2_000;
  private static final int LOOKS = 120;
  private static final int POLLS_OF_A_LOOK = 16;
  private static final long SECOND = 1_000_000_000L;

  private final Random random = new Random(18);
  private int compared;
  private int left;

  /** Pauses that differ by a half among each other, around a level that drifts with the load. */
  private final class Noise implements DoubleSupplier {
    private double drift;

    @Override
    public double getAsDouble() {
      drift = 0.98 * drift + 0.03 * random.nextGaussian();
      return Math.exp(drift + 0.45 * random.nextGaussian());
    }
  }

  /** Pauses as they were recorded one after another, from anywhere on. */
  private DoubleSupplier recorded(String workers) throws Exception {
    double[] millis;
    try (var stream = getClass().getResourceAsStream("g1-pauses-" + workers + "-workers.txt")) {
      String text =
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      millis =
          text.lines()
              .filter(line -> !line.startsWith("#"))
              .mapToDouble(Double::parseDouble)
              .toArray();
    }
    int[] at = {random.nextInt(millis.length)};
    return () -> millis[at[0]++ % millis.length];
  }

  /**
   * One move, with pauses before it, with the retuning and without.
   *
   * @param workers that a pause could take before
   */
  private void move(
      int workers,
      int before,
      int after,
      DoubleSupplier earlier,
      DoubleSupplier with,
      DoubleSupplier without) {
    FakeMeter meter = new FakeMeter();
    long[] now = {0};
    Probation probation = new Probation(meter, () -> now[0]);
    boolean retuned = true;
    for (int look = 0; look < 2 * LOOKS; look++) {
      if (look == LOOKS) {
        probation.begin(workers, before, after, false);
      }
      DoubleSupplier pauses = look < LOOKS ? earlier : retuned ? with : without;
      for (int i = 3 + random.nextInt(12); i > 0; i--) {
        meter.collect(1, pauses.getAsDouble(), 0.05);
      }
      for (int poll = 0; poll < POLLS_OF_A_LOOK; poll++) {
        now[0] += SECOND;
        Finding found = probation.step();
        if (found != null) {
          retuned = found.upshot() == Upshot.AGAIN;
          compared += found.upshot() == Upshot.COMPARE ? 1 : 0;
          left += found.upshot() == Upshot.LEAVE ? 1 : 0;
        }
      }
    }
  }

  private DoubleSupplier times(double factor, DoubleSupplier pauses) {
    return () -> factor * pauses.getAsDouble();
  }

  /** The new host may be three times as slow, or have another load, and no worker is the cause. */
  @Test
  void shouldNotLeavePutBackWhatTheHostOrTheLoadIsTheCauseOf() {
    for (int i = 0; i < MOVES; i++) {
      int before = 1 + random.nextInt(64);
      int after = 1 + random.nextInt(64);
      DoubleSupplier there = times(10 * (0.4 + 3 * random.nextDouble()), new Noise());
      move(GcThreads.parallel(before), before, after, times(10, new Noise()), there, there);
    }
    assertThat(compared).as("that looked worse").isGreaterThan(MOVES / 5);
    assertThat(left).isLessThan(MOVES / 1000);
  }

  /** From 16 processors to 2, a pause is 6.5 times as long where all of its work is shared. */
  @Test
  void shouldHardlyEvenCompareAfterAnOrdinaryShrink() {
    for (int i = 0; i < MOVES; i++) {
      DoubleSupplier there = times(10 * 6.5 * (0.2 + 0.8 * random.nextDouble()), new Noise());
      move(13, 16, 2, times(10, new Noise()), there, there);
    }
    assertThat(compared).isLessThan(MOVES / 100);
    assertThat(left).isZero();
  }

  @Test
  void shouldMostlyLeavePutBackWhatMakesPausesTwiceAsLong() {
    for (int i = 0; i < MOVES; i++) {
      DoubleSupplier without = times(10 * (0.9 + 0.2 * random.nextDouble()), new Noise());
      move(13, 16, 16, times(10, new Noise()), times(2, without), without);
    }
    assertThat(left).isGreaterThan(MOVES * 75 / 100);
  }

  /** G1 of 17 on two processors that others use as well, with three numbers of workers. */
  @ParameterizedTest
  @CsvSource({"13, 13", "13, 2", "2, 13", "2, 2", "1, 2", "2, 1", "1, 1"})
  void shouldNotBlameWhatWasRecordedForBeingNoSlower(String before, String after) throws Exception {
    for (int i = 0; i < MOVES / 10; i++) {
      move(2, 2, 2, recorded(before), recorded(after), recorded(before));
    }
    assertThat(left).isZero();
  }

  @Test
  void shouldMostlyFindOutWhatWasRecordedAndMadeThreeTimesAsLong() throws Exception {
    for (int i = 0; i < MOVES / 10; i++) {
      move(2, 2, 2, recorded("2"), times(3, recorded("2")), recorded("2"));
    }
    assertThat(left).isGreaterThan(MOVES / 10 * 60 / 100);
  }
}
