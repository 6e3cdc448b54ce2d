package io.hostshift.tune.setting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1, 1 B",
    "1023, 1023 B",
    "1024, 1 KiB",
    "1048575, 1 MiB",
    "1572864, 1.5 MiB",
    "1073741823, 1 GiB",
    "6442450944, 6 GiB",
    "6845104128, 6.38 GiB",
    "-1, -1 B",
    "9223372036854775807, 8 EiB"
  })
  void shouldShowBytesInTheLargestUnitThatFits(long bytes, String shown) {
    assertThat(Unit.BYTES.text(bytes)).isEqualTo(shown);
  }

  @Test
  void shouldShowOtherNumbersAsTheyAre() {
    assertThat(Unit.THREADS.text(2048L)).isEqualTo("2048");
    assertThat(Unit.PROCESSORS.text(null)).isEqualTo("unknown");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "512k, 524288", "512M, 536870912", "6g, 6442450944", "2t, 2199023255552"})
  void shouldTakeASizeAsTheJvmsOptionsDo(String text, long bytes) {
    assertThat(Unit.BYTES.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "g",
        "0",
        "0k",
        "-1",
        "1.5g",
        "6 g",
        "6gb",
        "9000000t",
        "99999999999999999999"
      })
  void shouldNotTakeWhatIsNoSize(String text) {
    assertThat(Unit.BYTES.parse(text)).isNull();
  }

  @Test
  void shouldTakeNoTextForACount() {
    assertThat(Unit.THREADS.parse("4")).isNull();
  }

  @Test
  void shouldHaveBounds() {
    assertThat(Unit.THREADS.accepts(65_536)).isTrue();
    assertThat(Unit.THREADS.accepts(65_537)).isFalse();
    assertThat(Unit.PROCESSORS.accepts(0)).isFalse();
    assertThat(Unit.BYTES.accepts(1L << 40)).isTrue();
    assertThat(Unit.BYTES.accepts(0)).isFalse();
    assertThat(Unit.NONE.accepts(1)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeKnownByItsName(Unit unit) {
    assertThat(Unit.named(unit.toString())).isEqualTo(unit);
  }

  @Test
  void shouldTakeANameOfAnotherVersionForNone() {
    assertThat(Unit.named("furlongs").text(7L)).isEqualTo("7");
  }
}
