package io.hostshift.tune.setting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatedTest {
  private static Stated in(Unit unit) {
    return Stated.parse("processors", "env:CPU_REQUEST", unit);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2",
    "1500m, 2",
    "2000m, 2",
    "2001m, 3",
    "1m, 1",
    "0.5, 1",
    "1.5, 2",
    "2.0, 2",
    "0.5m, 1",
    "002, 2",
    "65536, 65536",
    "65536000m, 65536"
  })
  void shouldRoundProcessorsUp(String text, long expected) {
    assertThat(in(Unit.PROCESSORS).number(text)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0m",
        "0.0",
        "-1",
        "-1m",
        "two",
        "m",
        "1 5",
        "2 m",
        "1e3",
        "0x2",
        "1.",
        ".5",
        "65537",
        "65536001m",
        "9999999999999999999",
        "999999999999",
        "2k",
        "1500M",
        "²",
        "x2"
      })
  void shouldTakeNothingElse(String text) {
    assertThat(in(Unit.PROCESSORS).number(text)).isEmpty();
    assertThat(in(Unit.THREADS).number(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1024, 1024", "512m, 536870912", "2g, 2147483648"})
  void shouldTakeBytesAsAJvmDoes(String text, long expected) {
    assertThat(in(Unit.BYTES).number(text)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"env:", "file:", "env:A=B", "env:A\0", "file:/a\0b", "os", "ENV:A"})
  void shouldNotBeAPlaceWithoutANameThatThereCanBe(String text) {
    assertThat(Stated.parse("processors", text, Unit.PROCESSORS)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "env:CPU_REQUEST, false, CPU_REQUEST",
    "file:/etc/podinfo/cpu, true, /etc/podinfo/cpu",
    "file:a:b=c, true, a:b=c"
  })
  void shouldSayWhichVariableOrFile(String place, boolean file, String name) {
    Stated stated = Stated.parse("processors", place, Unit.PROCESSORS);

    assertThat(stated.isFile()).isEqualTo(file);
    assertThat(stated.name()).isEqualTo(name);
  }
}
