package io.hostshift.source.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hostshift.base.UnavailableException;
import io.hostshift.nativeaccess.Jna;
import org.junit.jupiter.api.Test;

class ClockWitnessTest {
  private static final double TICKS_PER_NANO = 2.4;

  private final ClockWitness witness = new ClockWitness();
  private long ticks = 8_000_000_000L;
  private long nanos = 5_000_000_000L;

  /** A tenth of a second, of which the clock missed some; counted at some rate. */
  private long pass(long missedNanos, double rate) {
    ticks += (long) (100_000_000L * rate);
    nanos += 100_000_000L - missedNanos;
    return witness.take(ticks, nanos);
  }

  private void settle(double rate) {
    for (int i = 0; i < 10; i++) {
      assertThat(pass(0, rate)).isZero();
    }
  }

  /** As measured under KVM with a bare program: 2975 us at a move, 2 s at a pause as long. */
  @Test
  void shouldSeeAMoveAndAPauseAsStepsOfTheClockAgainstTheCounter() {
    settle(TICKS_PER_NANO);

    assertThat(pass(2_975_000, TICKS_PER_NANO)).isCloseTo(-2_975_000L, within(1_000L));
    settle(TICKS_PER_NANO);
    assertThat(witness.take(ticks + 4_800_000_000L, nanos + 1)).isLessThan(-1_999_000_000L);
  }

  @Test
  void shouldLearnTheRateOfTheNextHostAndCallThatNoStep() {
    settle(TICKS_PER_NANO);
    assertThat(pass(3_000_000, 2.5)).isNegative();

    settle(2.5);

    assertThat(witness.megahertz()).isCloseTo(2500, within(0.1));
  }

  @Test
  void shouldCallWhatDisturbsAReadingNoStep() {
    settle(TICKS_PER_NANO);

    assertThat(pass(20_000, TICKS_PER_NANO)).isZero();
    assertThat(witness.mostApartNanos()).isCloseTo(20_000L, within(100L));
  }

  @Test
  void shouldReadBothOnThisMachineWithoutAStep() throws Exception {
    ClockSampling sampling;
    try {
      sampling = ClockSampling.open(new Jna(null));
    } catch (UnavailableException e) {
      assumeThat(e).as("the counter can be read here").isNull();
      return;
    }
    for (int i = 0; i < 8; i++) {
      sampling.sample();
      Thread.sleep(60); // A clock is measured over this time.
    }

    assertThat(sampling.witness().megahertz()).isBetween(100.0, 10_000.0);
    sampling.close();
  }
}
