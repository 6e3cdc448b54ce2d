package io.hostshift.tune.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbationTest {
  private static final int POLLS_OF_A_LOOK = 16;
  private static final long SECOND = 1_000_000_000L;

  private final FakeMeter meter = new FakeMeter();
  private long now;
  private final Probation probation = new Probation(meter, () -> now);

  /** So many looks, with ten collections before each; what was said. */
  private String run(int looks, double millis, double share) {
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < looks; i++) {
      meter.collect(10, millis, share);
      for (int j = 0; j < POLLS_OF_A_LOOK; j++) {
        now += SECOND;
        said.append(probation.step());
      }
    }
    return said.toString();
  }

  @Test
  void shouldPutBackWhereThePausesHaveBecomeWorse() {
    run(30, 10, 0.05);
    probation.begin(13, 16, 16, false);

    assertThat(run(20, 14, 0.05))
        .isEqualTo(
            "put back: the typical pause of 50 collections went from 10.0 to 14.0 ms, where a JVM"
                + " started here takes 13.3 at most");
  }

  @Test
  void shouldPutBackWhereTheShareOfProcessorTimeHasBecomeWorse() {
    run(40, 10, 0.06);
    probation.begin(13, 16, 2, false);

    assertThat(run(20, 10, 0.12))
        .isEqualTo(
            "put back: the collector's share of processor time went from 6 to 12 % over 50"
                + " collections, where a JVM started here takes 8 at most");
  }

  @Test
  void shouldSayNothingOfPausesThatAreLongerAsTheHostIsSmaller() {
    run(40, 10, 0.05);
    probation.begin(13, 16, 2, false);

    assertThat(run(40, 64, 0.05)).isEmpty();
  }

  @Test
  void shouldSayNothingWhereTooLittleIsKnownFromBefore() {
    run(4, 10, 0.05);
    probation.begin(13, 16, 16, false);

    assertThat(run(40, 100, 0.5)).isEmpty();
  }

  @Test
  void shouldNotJudgePausesThatALimitStretches() {
    run(40, 10, 0.05);
    probation.begin(13, 16, 16, true);

    assertThat(run(40, 100, 0.05)).isEmpty();
  }

  @Test
  void shouldPassOverTheFirstCollectionsAndOneLongOne() {
    run(40, 10, 0.05);
    probation.begin(13, 16, 16, false);

    assertThat(run(1, 300, 0.05) + run(3, 10, 0.05) + run(1, 500, 0.05) + run(10, 10, 0.05))
        .isEmpty();
  }

  @Test
  void shouldJudgeEachRetuningOnce() {
    run(30, 10, 0.05);
    probation.begin(13, 16, 16, false);

    assertThat(run(100, 14, 0.05)).containsOnlyOnce("put back");
  }

  @Test
  void shouldNotHoldOneHostAgainstAnother() {
    run(30, 10, 0.05);
    probation.forget();
    run(2, 10, 0.05);
    probation.begin(13, 16, 16, false);

    assertThat(run(40, 100, 0.5)).isEmpty();
  }

  @Test
  void shouldReadProcessorTimesSeldom() {
    run(100, 10, 0.05);

    assertThat(meter.loads()).isBetween(2, 1 + 100 / 5);
  }
}
