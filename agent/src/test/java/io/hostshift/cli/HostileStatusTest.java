package io.hostshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.OneLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that no agent gives. */
class HostileStatusTest {
  private static final String HOSTILE = "\\u001b]0;pwned\\u0007\\u001b[2J\\u009b";

  private static String shown(String json) throws IOException {
    StringWriter text = new StringWriter();
    Page page = new Page(new PrintWriter(text), new Terminal(false, 80));
    new StatusText(page, 0).print("JVM 12", Json.parse(json));
    page.flush();
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"sources\":[{\"name\":\"x\",\"state\":\"READABLE\",\"readNanos\":\"x\"}]}",
        "{\"sources\":[{\"name\":\"x\",\"state\":\"READABLE\",\"readNanos\":[]}]}",
        "{\"sources\":12,\"settings\":\"x\",\"lastEvents\":{},\"configuration\":[null,1]}",
        "{\"settings\":[{}],\"lastEvents\":[{}],\"sources\":[{}],\"configuration\":[{}]}",
        "{\"capacity\":{\"cpuLimit\":\"1e400\"},\"eventCount\":\"-1e999\"}",
        "{\"startedAt\":\"+999999999-12-31T23:59:59Z\",\"watcher\":{\"intervalMillis\":\"NaN\"}}",
        "{\"host\":{\"identifiers\":{\"a\":{\"b\":[1]}},\"since\":\"-1\"}}"
      })
  void shouldShowWhatThereIs(String json) throws IOException {
    assertThat(shown(json)).startsWith("JVM 12, Java ").contains("Configuration");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"java\":\"@\",\"version\":\"@\",\"startedAt\":\"@\",\"warnings\":[\"@\"]}",
        "{\"lastEvents\":[{\"event\":{\"detectedAt\":\"@\",\"verdict\":\"@\"},\"sentence\":\"@\"}]}",
        "{\"sources\":[{\"name\":\"@\",\"state\":\"@\",\"reason\":\"@\"}]}",
        "{\"sources\":[{\"name\":\"@\",\"state\":\"ABSENT\"}]}",
        "{\"configuration\":[{\"key\":\"@\",\"value\":\"@\",\"origin\":\"@\"}]}",
        "{\"configuration\":[{\"key\":\"@\",\"value\":\"@\",\"origin\":\"default\"}]}",
        "{\"settings\":[{\"name\":\"@\",\"atStart\":\"@\",\"state\":\"@\",\"reason\":\"@\"}]}",
        "{\"host\":{\"identifiers\":{\"@\":\"@\"},\"sure\":\"@\"},\"hypervisor\":\"@\"}"
      })
  void shouldShowLettersAlone(String json) throws IOException {
    String shown = shown(json.replace("@", HOSTILE));

    assertThat(shown.replace("\n", "").codePoints()).allMatch(OneLine::isSafe);
  }
}
