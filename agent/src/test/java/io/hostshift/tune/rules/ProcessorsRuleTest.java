package io.hostshift.tune.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.host.HostProfile;
import io.hostshift.tune.setting.Stated;
import io.hostshift.tune.setting.Supply;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorsRuleTest {
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
    assertThat(ProcessorsRule.parse(text).of(system, host -> system)).isEqualTo(expected);
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
        "x1e-2000000000",
        "env:",
        "env:A=B",
        "file:"
      })
  void shouldSayWhatIsAcceptedInstead(String text) {
    assertThatThrownBy(() -> ProcessorsRule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "processors: "
                + text
                + " is not accepted; accepted is os, entitlement, steal, a number from 1,"
                + " a factor such as x0.5, env:NAME, or file:/path");
  }

  @Test
  void shouldNotExceedWhatAnyGuestHasByAFactor() {
    assertThat(ProcessorsRule.parse("x65536").of(65_536, host -> 65_536)).isEqualTo(65_536);
  }

  @ParameterizedTest
  @CsvSource({"2.5, 8, 3", "4, 8, 4", "0.1, 8, 1", "12, 8, 8"})
  void shouldTakeTheEntitlementRoundedUp(double entitled, int system, int expected) {
    Supply supply =
        new Supply() {
          @Override
          public int system(HostProfile profile) {
            return system;
          }

          @Override
          public OptionalDouble entitlement() {
            return OptionalDouble.of(entitled);
          }
        };

    assertThat(ProcessorsRule.parse("entitlement").of(system, supply)).isEqualTo(expected);
  }

  @Test
  void shouldTakeTheNumberThatStandsWhereItSays() {
    Supply supply =
        new Supply() {
          @Override
          public int system(HostProfile profile) {
            return 8;
          }

          @Override
          public OptionalLong stated(Stated number) {
            assertThat(number.name()).isEqualTo("CPU_REQUEST");
            return OptionalLong.of(2);
          }
        };

    assertThat(ProcessorsRule.parse("env:CPU_REQUEST").of(8, supply)).isEqualTo(2);
  }

  @Test
  void shouldTakeWhatTheHostReallyGives() {
    Supply supply =
        new Supply() {
          @Override
          public int system(HostProfile profile) {
            return 8;
          }

          @Override
          public OptionalInt delivered(int system) {
            return OptionalInt.of(system - 3);
          }
        };

    assertThat(ProcessorsRule.parse("steal").of(8, supply)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"entitlement", "steal", "env:CPU_REQUEST", "file:/etc/podinfo/cpu"})
  void shouldTakeWhatTheSystemReportsWhereNothingElseIsKnown(String text) {
    assertThat(ProcessorsRule.parse(text).of(8, host -> 8)).isEqualTo(8);
  }
}
