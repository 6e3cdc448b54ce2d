package io.hostshift.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.tune.SampleOutcomes;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemainsTest {
  private static final Status BACK = SampleOutcomes.applied("gc.parallel", 8, 8).status();
  private static final Status MOVED = SampleOutcomes.applied("processors", 16, 8).status();

  private static List<String> stays(Status... settings) {
    return new Remains(true, List.of(settings), List.of()).stays();
  }

  @Test
  void shouldSayWhatAlwaysStays() {
    assertThat(stays(BACK))
        .containsExactly(
            "the few classes of io.hostshift.boot and the jar, which the class path keeps open",
            "exports of packages of java.base to a module that is gone");
  }

  @Test
  void shouldNameASettingThatIsNotAsItWas() {
    assertThat(stays(BACK, MOVED).get(0)).startsWith("processors at 8");
  }

  @Test
  void shouldNameASettingThatCouldNotBePutBack() {
    assertThat(stays(BACK.as(SettingState.FAILED, "the JVM refused")).get(0))
        .isEqualTo("gc.parallel at 8: the JVM refused");
  }

  @Test
  void shouldNameAThreadThatDoesNotEndAndWhatElseWaits() {
    assertThat(new Remains(false, List.of(), List.of("a listener does not return")).stays())
        .startsWith(
            "a thread that is in a read which has not returned; it ends with that read",
            "a listener does not return");
  }

  @Test
  void shouldSayItAllInOneLine() throws Exception {
    String line = new Remains(false, List.of(MOVED), List.of()).line();
    JsonNode json = new ObjectMapper().readTree(line);

    assertThat(line).doesNotContain("\n");
    assertThat(json.get("ended").asBoolean()).isFalse();
    assertThat(json.get("stays").get(0).asText()).startsWith("a thread ");
    assertThat(json.get("stays").get(1).asText()).startsWith("processors at 8");
    assertThat(json.at("/settings/0/name").asText()).isEqualTo("processors");
  }
}
