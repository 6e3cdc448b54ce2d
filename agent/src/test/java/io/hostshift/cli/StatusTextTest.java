package io.hostshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.report.SettingJson;
import io.hostshift.tune.SampleOutcomes;
import io.hostshift.tune.setting.Status;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StatusTextTest {
  private static String shown(String settings) throws IOException {
    StringWriter text = new StringWriter();
    Page page = new Page(new PrintWriter(text), new Terminal(false, 200));
    StatusText.settings(Json.parse("{\"settings\":" + settings + "}").objects("settings"), page);
    page.flush();
    return text.toString().lines().skip(1).toList().get(0).strip().replaceAll(" {2,}", "  ");
  }

  private static String shown(Status status) throws IOException {
    StringWriter json = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(json)) {
      generator.writeStartArray();
      generator.writeStartObject();
      SettingJson.fields(status, generator);
      generator.writeEndObject();
      generator.writeEndArray();
    }
    return shown(json.toString());
  }

  @Test
  void shouldShowASettingInBytesInWords() throws IOException {
    assertThat(shown(SampleOutcomes.bytes("heap", 8L << 30, 6L << 30).status()))
        .isEqualTo("heap  8 GiB  6 GiB  6 GiB  1 MiB..8 GiB  APPLIED");
  }

  @Test
  void shouldShowACountAsItIs() throws IOException {
    assertThat(shown(SampleOutcomes.applied("processors", 2048, 1024).status()))
        .isEqualTo("processors  2048  1024  1024  1..  APPLIED");
  }

  @Test
  void shouldShowANumberThatThereIsNotAsADash() throws IOException {
    assertThat(shown(SampleOutcomes.left("gc.parallel", "no")))
        .isEqualTo("gc.parallel  -  -  -  LEFT  no");
  }

  /** Of an agent of an earlier version. */
  @Test
  void shouldShowANumberWithoutAUnitAsItIs() throws IOException {
    assertThat(
            shown(
                "[{\"name\":\"x\",\"atStart\":2048,\"current\":1,\"target\":1,\"state\":\"LEFT\","
                    + "\"reason\":\"\"}]"))
        .isEqualTo("x  2048  1  1  LEFT");
  }
}
