package io.hostshift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.base.OneLine;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent answers, or whoever says that he is one. */
class JsonTest {
  private static final String HOSTILE =
      "\u009b2J \u0085 \u007f \u202e\u2066\u200f \u2028 \ud800 \udb40\udc01 \ud83d\ude00 é";

  @Test
  void shouldEscapeWhatATerminalWouldObeyAndNothingElse() throws IOException {
    String json = new ObjectMapper().writeValueAsString(Map.of("host", HOSTILE));
    String escaped = Json.escaped(json);

    assertThat(escaped.codePoints()).allMatch(OneLine::isSafe);
    assertThat(escaped)
        .isEqualTo(
            "{\"host\":\"\\u009b2J \\u0085 \\u007f \\u202e\\u2066\\u200f \\u2028 \\ud800"
                + " \\udb40\\udc01 \ud83d\ude00 é\"}");
    assertThat(new ObjectMapper().readTree(escaped).get("host").asText()).isEqualTo(HOSTILE);
  }

  @Test
  void shouldLeaveTheLinesOfPrettyJson() {
    assertThat(Json.escaped("{\n  \"a\" : 1\n}")).isEqualTo("{\n  \"a\" : 1\n}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[1]",
        "12",
        "{\"a\":",
        "{\"a\":tru",
        "{\"a\":1e}",
        "x",
        "{\"a\":\"\u0001\"}"
      })
  void shouldSayWhatIsNoJsonInOneLineForPeople(String text) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("no JSON")
        .message()
        .doesNotContain("REDACTED")
        .doesNotContain("Source:")
        .doesNotContain("\n");
  }

  @Test
  void shouldNotGoDeeperThanAPersonWouldWrite() {
    assertThatThrownBy(() -> Json.parse("{\"a\":" + "[".repeat(1 << 20)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nesting depth");
    assertThatThrownBy(() -> Json.pretty("[".repeat(1 << 20))).isInstanceOf(IOException.class);
  }
}
