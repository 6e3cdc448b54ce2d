package io.hostshift.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorsTest {
  @ParameterizedTest
  @CsvSource({
    "os, 8, 8",
    "3, 8, 3",
    "12, 8, 12",
    "x0.5, 8, 4",
    "x0.5, 7, 4",
    "x0.5, 1, 1",
    "x0.01, 8, 1",
    "x1, 8, 8",
    "x2, 8, 16",
    "x0.1, 30, 3",
    "x1.1, 10, 11",
    "x0.7, 10, 7",
    "x1e1, 2, 20"
  })
  void shouldReckonWithTheNumberThatTheTextMeans(String text, int system, int expected) {
    assertThat(Processors.parse(text).of(system)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "x",
        "x0",
        "x-1",
        "0.5",
        "xyz",
        "OS",
        "all",
        "65537",
        "x70000",
        "3 ",
        "null",
        "x1e-2000000000"
      })
  void shouldSayWhatIsAcceptedInstead(String text) {
    assertThatThrownBy(() -> Processors.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "processors: "
                + text
                + " is not accepted; accepted is os, a number from 1, or a factor such as x0.5");
  }

  @Test
  void shouldNotExceedWhatAnyGuestHasByAFactor() {
    assertThat(Processors.parse("x65536").of(65_536)).isEqualTo(65_536);
  }
}
