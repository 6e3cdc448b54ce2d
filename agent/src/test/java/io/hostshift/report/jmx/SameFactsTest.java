package io.hostshift.report.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.host.Capacity;
import io.hostshift.host.Identifier;
import io.hostshift.notice.Notice;
import io.hostshift.notice.NoticeBuilder;
import io.hostshift.notice.NoticeKind;
import io.hostshift.report.EventJson;
import io.hostshift.report.HostJson;
import io.hostshift.report.NoticeJson;
import io.hostshift.report.SampleReports;
import io.hostshift.report.SettingJson;
import io.hostshift.tune.SampleOutcomes;
import io.hostshift.tune.setting.Status;
import io.hostshift.watch.Ids;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What JMX shows of a fact, JSON has as well, by the same name, and the other way round. */
class SameFactsTest {
  private interface Written {
    void to(JsonGenerator json) throws IOException;
  }

  private static JsonNode json(Written written) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      written.to(json);
      json.writeEndObject();
    }
    return new ObjectMapper().readTree(text.toString());
  }

  /** Moments are numbers in JMX, and texts in JSON. */
  private static Set<String> attributes(Class<?> view) {
    Set<String> names = new TreeSet<>();
    for (Method method : view.getDeclaredMethods()) {
      String name = method.getName().replaceFirst("^(get|is)(?=[A-Z])", "");
      if (!name.equals(method.getName())) {
        names.add(
            Character.toLowerCase(name.charAt(0)) + name.substring(1).replaceFirst("Millis$", ""));
      }
    }
    return names;
  }

  private static Set<String> fields(JsonNode json) {
    Set<String> names = new TreeSet<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void shouldBeSoOfACapacity() throws IOException {
    Capacity capacity = new Capacity(5, 4, 2.5, 7L << 30, 6L << 30);
    JsonNode json = json(to -> HostJson.capacity(capacity, to)).get("capacity");

    assertThat(fields(json)).isEqualTo(attributes(CapacityView.class));
    assertThat(json)
        .hasToString(
            "{\"processors\":3,\"onlineProcessors\":5,\"affinityProcessors\":4,\"cpuLimit\":2.5,"
                + "\"memoryBytes\":7516192768,\"memoryLimitBytes\":6442450944}");
  }

  @Test
  void shouldSayNullOfWhatIsNotKnown() throws IOException {
    JsonNode json = json(to -> HostJson.capacity(Capacity.UNKNOWN, to)).get("capacity");

    assertThat(json)
        .hasToString(
            "{\"processors\":null,\"onlineProcessors\":null,\"affinityProcessors\":null,"
                + "\"cpuLimit\":0.0,\"memoryBytes\":null,\"memoryLimitBytes\":0}");
  }

  @Test
  void shouldBeSoOfAnIdentifier() throws IOException {
    Identifier host = Ids.instance("kvp.PhysicalHostName", "a");
    JsonNode json = json(to -> HostJson.identifiers("all", List.of(host), to)).get("all").get(0);

    assertThat(fields(json)).isEqualTo(attributes(IdentifierView.class));
    assertThat(json.get("source").asText()).isEqualTo("kvp");
  }

  @Test
  void shouldBeSoOfANotice() throws IOException {
    Notice notice =
        new NoticeBuilder("azure", "1").kind(NoticeKind.PAUSE).heardAt(1000).notBefore(0).build();
    JsonNode json =
        json(to -> {
              to.writeFieldName("notice");
              NoticeJson.write(notice, to);
            })
            .get("notice");

    assertThat(fields(json)).isEqualTo(attributes(NoticeView.class));
    assertThat(json.get("heardAt").asText()).isEqualTo("1970-01-01T00:00:01.000Z");
    assertThat(json.get("notBefore").isNull()).isTrue();
  }

  @Test
  void shouldBeSoOfAnEvent() throws IOException {
    JsonNode json = new ObjectMapper().readTree(EventJson.line(SampleReports.move()));

    assertThat(fields(json)).isEqualTo(attributes(EventView.class));
  }

  @Test
  void shouldBeSoOfASetting() throws IOException {
    Status status = SampleOutcomes.applied("gc.parallel", 13, 2).status();

    Set<String> shown = new TreeSet<>(attributes(SettingView.class));
    shown.addAll(new SettingView(status).numbers().keySet());
    assertThat(fields(json(to -> SettingJson.fields(status, to)))).isEqualTo(shown);
  }
}
