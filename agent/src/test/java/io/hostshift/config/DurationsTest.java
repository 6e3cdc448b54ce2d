package io.hostshift.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "200ms, 200000000",
    "1s, 1000000000",
    "5m, 300000000000",
    "1h, 3600000000000",
    "0s, 0",
    "10 S, 10000000000",
    "60m, 3600000000000"
  })
  void shouldReadATimeWithItsUnit(String text, long nanos) {
    assertThat(Durations.parse(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "s",
        "ms",
        "-1s",
        "1.5s",
        "61m",
        "2h",
        "1d",
        "99999999999999999999s",
        "1s1"
      })
  void shouldRefuseWhatIsNoTimeUpToAnHour(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
