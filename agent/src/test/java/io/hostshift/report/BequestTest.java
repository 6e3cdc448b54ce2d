package io.hostshift.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.watch.KnownHost;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BequestTest {

  private static EventLog log(Report... reports) {
    EventLog log = new EventLog(64);
    for (Report report : reports) {
      log.put(report);
    }
    return log;
  }

  @Test
  void shouldGiveEachEventAsItWas() throws IOException {
    Report move = SampleReports.move();
    Report resize = new Report(new SampleReports().resized(), List.of(), List.of("avx512f"));
    for (Report report : List.of(move, resize)) {
      Bequest left = Bequest.of(log(report), report.event().to(), List.of());

      List<Report> found = Bequest.parse(left.text()).events();

      assertThat(found).hasSize(1);
      assertThat(EventJson.line(found.get(0))).isEqualTo(EventJson.line(report));
      assertThat(Sentence.of(found.get(0))).isEqualTo(Sentence.of(report));
    }
  }

  @Test
  void shouldGiveTheHostsAndTheProfileWithItsCounters() throws IOException {
    Report move = SampleReports.move();
    KnownHost host = new KnownHost(Map.of("file.name", "a \"b\""), 5, 7);

    Bequest found = Bequest.parse(Bequest.of(log(move), move.event().to(), List.of(host)).text());

    assertThat(found.kept().profile().identifier("vmclock.disruption_marker").value())
        .isEqualTo("1");
    assertThat(found.kept().hosts()).hasSize(1);
    assertThat(found.kept().hosts().get(0).identifiers()).isEqualTo(host.identifiers());
    assertThat(found.kept().hosts().get(0).lastSeenMillis()).isEqualTo(7);
  }

  @Test
  void shouldRefuseWhatIsSomethingElse() {
    for (String text : List.of("", "[]", "{\"events\":[{}]}", "{\"events\":[],\"hosts\":[{}]}")) {
      assertThatThrownBy(() -> Bequest.parse(text)).isInstanceOf(IOException.class);
    }
  }
}
