package io.hostshift.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
        "00 00 00 00 00 00 00 00-00 00 00 00 00 00 00 00",
        "0000000000000000",
        "IBM,000000000",
        "Not Specified",
        "Not Settable",
        "Not Present",
        "not available",
        "None",
        "N/A",
        "To Be Filled By O.E.M.",
        "To Be Filled By O.E.M. by More String",
        "Fill By OEM",
        "TBD by OEM",
        "Default string",
        "$(DEFAULT_STRING)",
        "Base Board Asset Tag#",
        "MB Serial Number",
        "System SKUNumber",
        "Unset",
        "########",
        "System Serial Number",
        "0123456789",
        "03000200-0400-0500-0006-000700080009",
        "<denied>",
        "(none)",
        "localhost.localdomain",
        "xxxxxxxx",
        "..."
      })
  void shouldKnowWhatNamesNothing(String value) {
    assertThat(Placeholder.is(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "11111111-2222-4333-8444-555555555555",
        "00000000-0000-0000-0000-ac1f6b000001",
        "0",
        "22",
        "02",
        "IBM,0212345AB",
        "host-a",
        "none-such",
        "unknown-7",
        "NA",
        "0000000000001234"
      })
  void shouldLeaveWhatNamesSomething(String value) {
    assertThat(Placeholder.is(value)).isFalse();
  }

  @Test
  void shouldLeaveItOutOfEachReadingAndSayIt() {
    Reading reading =
        Reading.partial(
            List.of(
                new Identifier("a.host", "Not Specified", Scope.INSTANCE),
                new Identifier("a.kind", "None", Scope.MODEL),
                new Identifier("a.uuid", "1-2", Scope.VM)),
            "one line is cut off");

    assertThat(reading.identifiers()).containsExactly(new Identifier("a.uuid", "1-2", Scope.VM));
    assertThat(reading.reason())
        .isEqualTo(
            "one line is cut off; a.host is \"Not Specified\", which names nothing, nor does one more");
  }

  /** A count begins at zero, however wide it is written. */
  @Test
  void shouldLeaveCounters() {
    Identifier count = new Identifier("a.count", "00000000", Scope.EPOCH);

    assertThat(Reading.of(List.of(count)).identifiers()).containsExactly(count);
  }
}
