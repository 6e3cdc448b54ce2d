package io.hostshift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class MomentTest {
  private static final long NOW = Instant.parse("2026-11-24T12:00:00Z").toEpochMilli();
  private static final ZoneId WARSAW = ZoneId.of("Europe/Warsaw");

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T08:34:33Z,2026-11-24T08:34:33Z",
    "2026-11-24T08:34:33.339Z,2026-11-24T08:34:33.339Z",
    "2026-11-24T09:34:33+01:00,2026-11-24T08:34:33Z",
    "2026-11-24T09:34:33+0100,2026-11-24T08:34:33Z",
    "2026-11-24T09:34:33,2026-11-24T08:34:33Z",
    "2026-11-24 09:34:33,2026-11-24T08:34:33Z",
    "2026-11-24T09:34,2026-11-24T08:34:00Z",
    "@1795508073,2026-11-24T08:14:33Z",
    "now,2026-11-24T12:00:00Z",
    "90s,2026-11-24T11:58:30Z",
    "10m,2026-11-24T11:50:00Z",
    "2h,2026-11-24T10:00:00Z",
    "1d,2026-11-23T12:00:00Z",
  })
  void shouldTakeMomentsAsPeopleAndScriptsWriteThem(String text, String moment) {
    assertThat(Instant.ofEpochMilli(Moment.parse(text, NOW, WARSAW)))
        .isEqualTo(Instant.parse(moment));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "10", "10x", "@", "2026-13-01T00:00:00Z", "2026-11-24"})
  void shouldSayWhatIsAcceptedOfAnythingElse(String text) {
    assertThatThrownBy(() -> Moment.parse(text, NOW, WARSAW))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("is no time; accepted is");
  }
}
