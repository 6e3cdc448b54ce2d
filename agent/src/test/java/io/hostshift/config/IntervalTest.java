package io.hostshift.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {
  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void shouldBeFixedWhenItIsOneTime() {
    assertThat(Interval.parse("200ms"))
        .returns(millis(200), interval -> interval.leastNanos)
        .returns(millis(200), interval -> interval.mostNanos);
  }

  @Test
  void shouldBeARangeWhenItIsTwoTimes() {
    assertThat(Interval.parse("1s..10s"))
        .returns(millis(1_000), interval -> interval.leastNanos)
        .returns(millis(10_000), interval -> interval.mostNanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9ms", "0s", "10s..1s", "1s..", "..1s", "1s...2s", "1s..2s..3s", "often"})
  void shouldRefuseWhatIsNoInterval(String text) {
    assertThatThrownBy(() -> Interval.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldLeaveTimeToConfirmWithinADeadline() {
    long longest = Interval.within(millis(500)).leastNanos + millis(20);

    assertThat(longest).isLessThan(millis(500)).isGreaterThan(millis(400));
  }

  @Test
  void shouldPollAsOftenAsItMayForADeadlineThatIsTooShort() {
    assertThat(Interval.within(0).leastNanos).isEqualTo(millis(10));
  }
}
