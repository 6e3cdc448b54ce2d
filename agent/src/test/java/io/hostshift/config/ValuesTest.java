package io.hostshift.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  @ParameterizedTest
  @CsvSource({"65536, 65536", "64KB, 65536", "10mb, 10485760", "1GB, 1073741824", "1 MB, 1048576"})
  void shouldReadASize(String text, long bytes) {
    assertThat(Values.size(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MB", "63KB", "2GB", "-1MB", "1.5MB", "10M", "9999999999GB"})
  void shouldRefuseWhatIsNoSizeFrom64KbTo1Gb(String text) {
    assertThatThrownBy(() -> Values.size(text))
        .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
  }

  @Test
  void shouldReadTrueAndFalseInAnyCase() {
    assertThat(Values.flag("True")).isTrue();
    assertThat(Values.flag("false")).isFalse();
  }

  @Test
  void shouldRefuseWhatIsNeitherTrueNorFalse() {
    assertThatThrownBy(() -> Values.flag("yes")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseANumberOutOfRange() {
    assertThatThrownBy(() -> Values.number(1, 9).parse("10"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
