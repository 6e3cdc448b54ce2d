package io.hostshift.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonAnswerTest {
  private static final String JSON =
      "{\"a\":{\"b\":[1.50,{\"c\":null},true]},\"d\":\"e\",\"f\":12,\"g\":[\"h\",null]}";

  private static Object parse(String json) throws IOException {
    return JsonAnswer.parse(json.getBytes(UTF_8));
  }

  @Test
  void shouldKeepNumbersAsTheyAreWritten() throws IOException {
    assertThat(parse(JSON))
        .isEqualTo(
            Map.of(
                "a",
                Map.of("b", List.of("1.50", Collections.singletonMap("c", null), "true")),
                "d",
                "e",
                "f",
                "12",
                "g",
                Arrays.asList("h", null)));
  }

  @Test
  void shouldBeAskedByName() throws IOException {
    Map<String, Object> object = JsonAnswer.object(parse(JSON));

    assertThat(JsonAnswer.text(object, "d")).isEqualTo("e");
    assertThat(JsonAnswer.text(object, "a")).isEmpty();
    assertThat(JsonAnswer.text(object, "none")).isEmpty();
    assertThat(JsonAnswer.texts(object, "g")).containsExactly("h", "");
    assertThat(JsonAnswer.number(object, "f", 10, -1)).isEqualTo(10);
    assertThat(JsonAnswer.number(object, "d", 10, -1)).isEqualTo(-1);
  }

  @Test
  void shouldSayWhatIsNotAsItMustBe() {
    refuses("[]", "its answer is not a JSON object");
    refuses("{\"a\":", "its answer is not JSON that can be read");
    refuses("{\"a\":".repeat(17) + "1" + "}".repeat(17), "its answer is not JSON");
    refuses("", "its answer broke off");
    refuses("{} {}", "its answer goes on after its end");
  }

  private static void refuses(String json, String why) {
    assertThatThrownBy(() -> JsonAnswer.object(parse(json)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(why);
  }

  @Test
  void shouldReadTheFirstTextWhateverFollows() throws IOException {
    assertThat(JsonAnswer.first("{\"a\":\"b\"} and so on".getBytes(UTF_8)))
        .isEqualTo(Map.of("a", "b"));
  }
}
