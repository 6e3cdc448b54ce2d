package io.hostshift.instrument.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "P|8|8",
        "P*3/2+1|8|13",
        "P*3/2+1|5|8",
        "2*P-1|8|15",
        "min(max(P, 8), 64)|2|8",
        "min(max(P, 8), 64)|100|64",
        "min(max((P+1)/2, 1), 5)|4|2"
      })
  void shouldComputeWhatItSays(String text, int processors, int value) {
    assertThat(FormulaText.parse(text).of(processors)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Q", "P+", "max(P", "(P", "P 2 )", "min(P)"})
  void shouldRefuseWhatIsNone(String text) {
    assertThatThrownBy(() -> FormulaText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }

  @Test
  void shouldReadEachOfTheTable() {
    assertThat(KnownPools.ofThisVersion().rows()).hasSizeGreaterThan(10);
  }
}
