package io.hostshift.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgoTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "40999, 40 s",
    "120000, 2 min",
    "7199999, 119 min",
    "10800000, 3 h",
    "432000000, 5 days"
  })
  void shouldUseTheLargestUnitThatFits(long millis, String words) {
    assertThat(Ago.of(millis)).isEqualTo(words);
  }
}
