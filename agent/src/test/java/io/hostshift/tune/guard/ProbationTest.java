package io.hostshift.tune.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.tune.guard.Finding.Upshot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbationTest {
  private static final int POLLS_OF_A_LOOK = 16;
  private static final long SECOND = 1_000_000_000L;

  private final FakeMeter meter = new FakeMeter();
  private long now;
  private final Probation probation = new Probation(meter, () -> now);
  private boolean retuned;

  /** So many looks, with ten collections before each; what was found. */
  private List<Finding> run(int looks, double millis, double share) {
    List<Finding> found = new ArrayList<>();
    for (int i = 0; i < looks; i++) {
      meter.collect(10, millis, share);
      found.addAll(look());
    }
    return found;
  }

  /** The same where pauses and share depend on whether it is retuned. */
  private List<Finding> run(
      int looks, double with, double without, double shareWith, double shareWithout) {
    List<Finding> found = new ArrayList<>();
    for (int i = 0; i < looks; i++) {
      meter.collect(10, retuned ? with : without, retuned ? shareWith : shareWithout);
      List<Finding> here = look();
      here.forEach(finding -> retuned = finding.upshot() == Upshot.AGAIN);
      found.addAll(here);
    }
    return found;
  }

  private List<Finding> look() {
    List<Finding> found = new ArrayList<>();
    for (int j = 0; j < POLLS_OF_A_LOOK; j++) {
      now += SECOND;
      Finding finding = probation.step();
      if (finding != null) {
        found.add(finding);
      }
    }
    return found;
  }

  private void begin(int workers, int before, int after, boolean limited) {
    probation.begin(workers, before, after, limited);
    retuned = true;
  }

  @Test
  void shouldPutBackToCompareAndLeaveItWherePausesAreShorterSo() {
    run(30, 10, 0.05);
    begin(13, 16, 16, false);

    List<Finding> found = run(60, 14, 10, 0.05, 0.05);
    assertThat(found).extracting(Finding::upshot).containsExactly(Upshot.COMPARE, Upshot.LEAVE);
    assertThat(found)
        .extracting(Finding::text)
        .containsExactly(
            "put back to compare: the typical pause went from 10.0 to 14.0 ms, where a JVM started"
                + " here takes 13.3 at most",
            "stays put back: without the retuning the typical pause is 10.0 ms, and 14.0 with it");
    assertThat(retuned).isFalse();
  }

  @Test
  void shouldRetuneAgainSoonWhereTheHostIsTheCause() {
    run(30, 10, 0.05);
    begin(13, 16, 16, false);
    List<Finding> found = new ArrayList<>();
    while (found.isEmpty()) {
      found.addAll(run(1, 14, 14, 0.05, 0.05));
    }

    assertThat(run(4, 14, 14, 0.05, 0.05))
        .singleElement()
        .returns(Upshot.AGAIN, Finding::upshot)
        .returns(
            "made again: without it the typical pause is 14.0 ms, and 14.0 with it", Finding::text);
    assertThat(run(200, 14, 14, 0.05, 0.05)).isEmpty();
    assertThat(retuned).isTrue();
  }

  @Test
  void shouldRetuneAgainWherePausesAreALittleShorterWithoutIt() {
    run(30, 10, 0.05);
    begin(13, 16, 16, false);

    assertThat(run(60, 14, 12, 0.05, 0.05))
        .extracting(Finding::upshot)
        .containsExactly(Upshot.COMPARE, Upshot.AGAIN);
  }

  @Test
  void shouldLeaveItWhereTheShareOfProcessorTimeIsSmallerSo() {
    run(40, 10, 0.06);
    begin(13, 16, 2, false);

    List<Finding> found = run(60, 10, 10, 0.12, 0.06);
    assertThat(found)
        .extracting(Finding::text)
        .containsExactly(
            "put back to compare: the collector's share of processor time went from 6 to 12 %,"
                + " where a JVM started here takes 8 at most",
            "stays put back: without the retuning the collector takes 6 % of processor time, and 12"
                + " with it");
    assertThat(found).extracting(Finding::upshot).containsExactly(Upshot.COMPARE, Upshot.LEAVE);
  }

  @Test
  void shouldRetuneAgainWhereTheShareIsAsLargeWithoutIt() {
    run(40, 10, 0.06);
    begin(13, 16, 2, false);

    assertThat(run(60, 10, 10, 0.12, 0.11))
        .extracting(Finding::upshot)
        .containsExactly(Upshot.COMPARE, Upshot.AGAIN);
  }

  @Test
  void shouldNotPutBackWhatLooksWorseOnce() {
    run(30, 10, 0.05);
    begin(13, 16, 16, false);

    assertThat(run(8, 14, 0.05)).isEmpty();
    assertThat(run(60, 10, 0.05)).isEmpty();
  }

  @Test
  void shouldSayNothingOfPausesThatAreLongerAsTheHostIsSmaller() {
    run(40, 10, 0.05);
    begin(13, 16, 2, false);

    assertThat(run(60, 64, 0.05)).isEmpty();
  }

  @Test
  void shouldSayNothingWhereTooLittleIsKnownFromBefore() {
    run(4, 10, 0.05);
    begin(13, 16, 16, false);

    assertThat(run(60, 100, 0.5)).isEmpty();
  }

  @Test
  void shouldNotJudgePausesThatALimitStretches() {
    run(40, 10, 0.05);
    begin(13, 16, 16, true);

    assertThat(run(60, 100, 0.05)).isEmpty();
  }

  @Test
  void shouldPassOverTheFirstCollectionsAndOneLongOne() {
    run(40, 10, 0.05);
    begin(13, 16, 16, false);

    assertThat(run(1, 300, 0.05)).isEmpty();
    assertThat(run(3, 10, 0.05)).isEmpty();
    assertThat(run(1, 500, 0.05)).isEmpty();
    assertThat(run(40, 10, 0.05)).isEmpty();
  }

  @Test
  void shouldNotHoldOneHostAgainstAnother() {
    run(30, 10, 0.05);
    probation.forget();
    run(2, 10, 0.05);
    begin(13, 16, 16, false);

    assertThat(run(60, 100, 0.5)).isEmpty();
  }

  @Test
  void shouldReadProcessorTimesSeldom() {
    run(100, 10, 0.05);

    assertThat(meter.loads()).isBetween(2, 1 + 100 / 5);
  }
}
