package io.hostshift.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.base.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogOutletTest {
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @TempDir private Path folder;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private LogOutlet outlet(boolean json, LogChoice.LogPlace place, Path file) {
    LogChoice choice =
        new LogChoice(Log.Level.DEBUG, json, place, file == null ? null : file.toFile());
    return new LogOutlet(choice, 1 << 16, err, (SystemLog) null, () -> 1_700_000_000_123L);
  }

  private List<String> said() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static void finish(LogOutlet outlet) {
    assertThat(outlet.scribe().end(20_000)).isTrue();
  }

  @Test
  void shouldSayPlainLinesOnStandardError() {
    LogOutlet outlet = outlet(false, LogChoice.LogPlace.STANDARD_ERROR, null);
    Log log = new Log(outlet, Log.Level.INFO);
    log.info("watches");
    log.error("failed");
    finish(outlet);

    assertThat(said()).containsExactly("hostshift watches", "hostshift error: failed");
  }

  @Test
  void shouldSayEachLineAsAJsonObject() throws IOException {
    LogOutlet outlet = outlet(true, LogChoice.LogPlace.STANDARD_ERROR, null);
    Log log = new Log(outlet, Log.Level.INFO);
    log.warn("a \"quoted\" \\ text\nof \u017c");
    finish(outlet);

    assertThat(said()).hasSize(1);
    JsonNode line = STRICT.readTree(said().get(0));
    assertThat(line.get("time").asText()).isEqualTo("2023-11-14T22:13:20.123Z");
    assertThat(line.get("level").asText()).isEqualTo("warn");
    assertThat(line.get("logger").asText()).isEqualTo("hostshift");
    assertThat(line.get("message").asText()).isEqualTo("a \"quoted\" \\ text?of \u017c");
  }

  @Test
  void shouldSayAnEventWithAllItsFields() throws IOException {
    LogOutlet outlet = outlet(true, LogChoice.LogPlace.STANDARD_ERROR, null);
    new Log(outlet, Log.Level.INFO).event("moved", () -> "{\"sequence\":1,\"to\":{}}");
    finish(outlet);

    JsonNode line = STRICT.readTree(said().get(0));
    assertThat(line.get("message").asText()).isEqualTo("moved");
    assertThat(line.get("sequence").asInt()).isEqualTo(1);
    assertThat(line.get("to").isObject()).isTrue();
  }

  @Test
  void shouldMakeNoJsonOfAnEventForPeople() {
    LogOutlet outlet = outlet(false, LogChoice.LogPlace.STANDARD_ERROR, null);
    new Log(outlet, Log.Level.INFO)
        .event(
            "moved",
            () -> {
              throw new IllegalStateException("not wanted");
            });
    finish(outlet);

    assertThat(said()).containsExactly("hostshift moved");
  }

  @Test
  void shouldAppendToAFileThatIsRotated() throws IOException {
    Path file = folder.resolve("hostshift.log");
    LogOutlet outlet = outlet(false, LogChoice.LogPlace.FILE, file);
    Log log = new Log(outlet, Log.Level.INFO);
    for (int i = 0; i < 40; i++) {
      log.info(i + " " + "x".repeat(2000));
    }
    finish(outlet);

    assertThat(said()).isEmpty();
    assertThat(Files.size(file)).isLessThanOrEqualTo(1 << 16);
    assertThat(
            Files.readAllLines(folder.resolve("hostshift.log.1")).size()
                + Files.readAllLines(file).size())
        .isEqualTo(40);
    assertThat(Files.readAllLines(file)).allMatch(line -> line.startsWith("hostshift "));
  }

  @Test
  void shouldGoOnWithStandardErrorWhereAFileCannotBeWritten() {
    LogOutlet outlet = outlet(false, LogChoice.LogPlace.FILE, folder.resolve("none/hostshift.log"));
    Log log = new Log(outlet, Log.Level.INFO);
    log.info("first");
    log.info("second");
    finish(outlet);

    assertThat(said()).hasSize(3);
    assertThat(said().get(0))
        .startsWith("hostshift error: the log's file takes no lines, they come here: ")
        .contains("none/hostshift.log");
    assertThat(said()).endsWith("hostshift first", "hostshift second");
  }

  @Test
  void shouldSpeakTheJournalsAndSyslogsOwnProtocols() {
    assertThat(SystemLog.journal(Log.Level.WARN, "moved", "42"))
        .isEqualTo("MESSAGE=moved\nPRIORITY=4\nSYSLOG_IDENTIFIER=hostshift\nSYSLOG_PID=42\n");
    assertThat(
            SystemLog.syslog(Log.Level.INFO, "moved", "42", LocalDateTime.of(2026, 11, 8, 7, 6, 5)))
        .isEqualTo("<30>Nov  8 07:06:05 hostshift[42]: moved");
  }
}
