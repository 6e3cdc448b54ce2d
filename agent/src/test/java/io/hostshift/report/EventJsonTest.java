package io.hostshift.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.tune.SampleOutcomes;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class EventJsonTest {
  private final SampleReports samples = new SampleReports();

  private static JsonNode json(Report report) throws IOException {
    return new ObjectMapper().readTree(EventJson.line(report));
  }

  @Test
  void shouldHaveTheFieldsOfTheSchemaInTheirOrder() throws IOException {
    assertThat(json(SampleReports.move()).fieldNames())
        .toIterable()
        .containsExactly(
            "sequence",
            "verdict",
            "hostChanged",
            "detectedAt",
            "settledAt",
            "model",
            "vmIds",
            "changes",
            "from",
            "to",
            "settings",
            "lostFeatures",
            "notice",
            "simulated");
  }

  @Test
  void shouldWriteTimesInUtcWithMilliseconds() throws IOException {
    assertThat(json(SampleReports.move()).get("detectedAt").asText())
        .isEqualTo("2026-11-23T04:00:00.020Z");
  }

  @Test
  void shouldWriteNullForAnEventThatHasNotSettled() throws IOException {
    assertThat(json(SampleReports.move()).get("settledAt").isNull()).isTrue();
  }

  @Test
  void shouldWriteWhenAnEventHasSettled() throws IOException {
    samples.moved("host-b");

    assertThat(
            json(new Report(samples.settled(), Collections.emptyList())).get("settledAt").asText())
        .isEqualTo("2026-11-23T04:00:10.020Z");
  }

  @Test
  void shouldNameBothHostsAndWhatChanged() throws IOException {
    JsonNode json = json(SampleReports.move());

    assertThat(json.at("/from/kvp.PhysicalHostName").asText()).isEqualTo("host-a");
    assertThat(json.at("/to/kvp.PhysicalHostName").asText()).isEqualTo("host-b");
    assertThat(json.at("/changes/0/scope").asText()).isEqualTo("INSTANCE");
    assertThat(json.at("/vmIds/dmi.product_uuid").asText()).isEqualTo("u1");
  }

  @Test
  void shouldWriteEachSettingWithItsNumbers() throws IOException {
    assertThat(json(SampleReports.move()).get("settings").get(0))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"name\":\"processors\",\"unit\":\"processors\",\"before\":16,\"nowBefore\":16,"
                        + "\"atStart\":16,\"current\":8,\"now\":8,"
                        + "\"seen\":null,\"target\":8,\"floor\":1,\"ceiling\":null,\"lever\":\"flag X\","
                        + "\"state\":\"APPLIED\",\"reason\":\"\",\"unseen\":\"\"}"));
  }

  @Test
  void shouldWriteNullForANumberThatThereIsNot() throws IOException {
    assertThat(json(SampleReports.move()).at("/settings/1/current").isNull()).isTrue();
  }

  @Test
  void shouldLeaveTheScopeOfAResizeEmpty() throws IOException {
    Report resized = new Report(samples.resized(), Arrays.asList(SampleReports.outcomes()));

    assertThat(json(resized).at("/changes/0/scope").asText()).isEmpty();
  }

  @Test
  void shouldBeOneLineWhateverAHostIsCalled() {
    Report report = new Report(samples.moved("a\nb\r\"c\""), Collections.emptyList());

    assertThat(EventJson.line(report)).doesNotContain("\n", "\r");
  }

  @Test
  void shouldWriteBytesAsTheyAre() throws IOException {
    Report report =
        new Report(
            samples.moved("b"),
            Collections.singletonList(SampleOutcomes.bytes("heap", 8L << 30, 6L << 30)));

    assertThat(json(report).get("settings").get(0))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"name\":\"heap\",\"unit\":\"bytes\",\"before\":8589934592,\"nowBefore\":8589934592,"
                        + "\"atStart\":8589934592,\"current\":6442450944,\"now\":6442450944,\"seen\":null,\"target\":6442450944,"
                        + "\"floor\":1048576,\"ceiling\":8589934592,\"lever\":\"fake\","
                        + "\"state\":\"APPLIED\",\"reason\":\"\",\"unseen\":\"\"}"));
  }

  @Test
  void shouldCutALongValueAtFourKilobytes() {
    SampleReports samples = new SampleReports();
    String line =
        EventJson.line(
            new Report(samples.moved("b".repeat(60_000)), java.util.Collections.emptyList()));

    assertThat(line)
        .contains("\"to\":\"" + "b".repeat(4096) + "... (60000 characters)\"")
        .hasSizeLessThan(3 * 4096);
  }
}
