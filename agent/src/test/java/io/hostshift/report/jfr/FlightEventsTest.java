package io.hostshift.report.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.notice.NoticeBuilder;
import io.hostshift.notice.NoticeKind;
import io.hostshift.notice.Phase;
import io.hostshift.pause.Pause;
import io.hostshift.report.Report;
import io.hostshift.report.SampleReports;
import io.hostshift.tune.SampleOutcomes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightEventsTest {
  @TempDir Path folder;
  private final List<String> failures = new ArrayList<>();
  private final FlightEvents events = new FlightEvents(failures::add);
  private final Report move = SampleReports.move();

  @AfterEach
  void unregister() {
    events.unregister();
    assertThat(failures).isEmpty();
  }

  private List<RecordedEvent> recorded(Runnable during) throws Exception {
    try (Recording recording = new Recording()) {
      recording.start();
      during.run();
      recording.stop();
      Path file = folder.resolve("recording.jfr");
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().startsWith("io.hostshift."))
          .toList();
    }
  }

  /** Not by their package: other tests in this JVM have event types of their own. */
  private static List<EventType> types() {
    return FlightRecorder.getFlightRecorder().getEventTypes().stream()
        .filter(type -> type.getCategoryNames().equals(List.of("hostshift")))
        .toList();
  }

  @Test
  void shouldRecordAMigrationFromTheLastPollOn() throws Exception {
    List<RecordedEvent> recorded =
        recorded(
            () -> {
              events.polling();
              events.polling();
              events.noticing();
              events.detected(move, Pause.NOT_MEASURED);
            });

    assertThat(recorded).hasSize(1);
    RecordedEvent event = recorded.get(0);
    assertThat(event.getEventType().getName()).isEqualTo("io.hostshift.Migration");
    assertThat(event.getString("phase")).isEqualTo("DETECTED");
    assertThat(event.getString("verdict")).isEqualTo("MIGRATED");
    assertThat(event.getString("fromHost")).contains("kvp.PhysicalHostName=host-a");
    assertThat(event.getString("toHost")).contains("kvp.PhysicalHostName=host-b");
    assertThat(event.getString("changes")).contains("kvp.PhysicalHostName host-a to host-b");
    assertThat(event.getString("settings")).contains("processors 16 to 8");
    assertThat(event.getString("vmId")).isEqualTo("u1");
    assertThat(event.getString("lostFeatures")).isEqualTo(String.join(", ", move.lostFeatures()));
    assertThat(event.getInstant("detectedAt").toEpochMilli())
        .isEqualTo(move.event().detectedAtMillis());
    assertThat(event.getString("pauseCause")).isEqualTo("UNKNOWN");
    assertThat(event.getDuration().toNanos()).isPositive();
    assertThat(event.getStackTrace()).isNull();
  }

  @Test
  void shouldRecordEachSettingThatWasLookedAt() throws Exception {
    List<RecordedEvent> recorded = recorded(() -> events.retuned(1, move.outcomes()));

    assertThat(recorded).hasSize(2);
    assertThat(recorded.get(0).getString("name")).isEqualTo("processors");
    assertThat(recorded.get(0).getLong("before")).isEqualTo(16);
    assertThat(recorded.get(0).getLong("current")).isEqualTo(8);
    assertThat(recorded.get(0).getString("state")).isEqualTo("APPLIED");
    assertThat(recorded.get(1).getLong("current")).isEqualTo(-1);
    assertThat(recorded.get(1).getString("reason")).isEqualTo("set on the command line");
  }

  @Test
  void shouldRecordBetweenWhatASettingMayBe() throws Exception {
    List<RecordedEvent> recorded =
        recorded(
            () -> events.retuned(1, List.of(SampleOutcomes.bytes("heap", 8L << 30, 4L << 30))));

    RecordedEvent event = recorded.get(0);
    assertThat(event.getLong("before")).isEqualTo(8L << 30);
    assertThat(event.getLong("current")).isEqualTo(4L << 30);
    assertThat(event.getLong("target")).isEqualTo(4L << 30);
    assertThat(event.getLong("floor")).isEqualTo(1L << 20);
    assertThat(event.getLong("ceiling")).isEqualTo(8L << 30);
    assertThat(event.getString("unit")).isEqualTo("bytes");
  }

  @Test
  void shouldRecordANotice() throws Exception {
    List<RecordedEvent> recorded =
        recorded(
            () ->
                events.noticed(
                    new NoticeBuilder("azure", "id-1")
                        .kind(NoticeKind.PAUSE)
                        .phase(Phase.ANNOUNCED)
                        .text("freeze")
                        .heardAt(1_000)
                        .notBefore(16_000)
                        .build(),
                    "a pause in 15 s"));

    assertThat(recorded).hasSize(1);
    assertThat(recorded.get(0).getEventType().getName()).isEqualTo("io.hostshift.Notice");
    assertThat(recorded.get(0).getString("kind")).isEqualTo("PAUSE");
    assertThat(recorded.get(0).getString("message")).isEqualTo("a pause in 15 s");
    assertThat(recorded.get(0).getDuration("startsIn").getSeconds()).isEqualTo(15);
  }

  @Test
  void shouldDescribeEachTypeAndFieldAndTakeNoStackTrace() throws Exception {
    recorded(() -> events.recording());

    assertThat(types()).hasSize(4);
    for (EventType type : types()) {
      assertThat(type.getLabel()).isNotEmpty();
      assertThat(type.getDescription()).contains(" ");
      assertThat(type.getCategoryNames()).containsExactly("hostshift");
      assertThat(type.getSettingDescriptors())
          .filteredOn(setting -> setting.getName().equals("stackTrace"))
          .allMatch(setting -> setting.getDefaultValue().equals("false"));
      type.getFields().stream()
          .filter(
              field -> !List.of("startTime", "duration", "eventThread").contains(field.getName()))
          .filter(field -> !field.getName().equals("stackTrace"))
          .forEach(
              field -> {
                assertThat(field.getLabel()).as(field.getName()).isNotEmpty();
                assertThat(field.getDescription()).as(field.getName()).isNotEmpty();
              });
    }
    EventType migration =
        types().stream().filter(type -> type.getName().endsWith("Migration")).findAny().get();
    assertThat(migration.getField("stall").getAnnotation(Timespan.class).value())
        .isEqualTo(Timespan.NANOSECONDS);
    assertThat(migration.getField("detectedAt").getAnnotation(Timestamp.class).value())
        .isEqualTo(Timestamp.MILLISECONDS_SINCE_EPOCH);
  }

  @Test
  void shouldSayWhetherARecordingWantsMigrations() throws Exception {
    recorded(() -> assertThat(events.recording()).isTrue());

    assertThat(events.recording()).isFalse();
  }

  @Test
  void shouldNotRecordWhatARecordingDoesNotWant() throws Exception {
    try (Recording recording = new Recording()) {
      recording.disable("io.hostshift.Migration");
      recording.start();

      assertThat(events.recording()).isFalse();
    }
  }

  @Test
  void shouldTakeItsTypesOutAgain() throws Exception {
    recorded(() -> events.recording());
    events.unregister();

    assertThat(types()).isEmpty();
    assertThat(events.recording()).isFalse();
  }

  @Test
  void shouldRecordBytesWithTheirUnit() throws Exception {
    List<RecordedEvent> recorded =
        recorded(
            () -> events.retuned(1, List.of(SampleOutcomes.bytes("heap", 8L << 30, 6L << 30))));

    assertThat(recorded).hasSize(1);
    assertThat(recorded.get(0).getString("unit")).isEqualTo("bytes");
    assertThat(recorded.get(0).getLong("before")).isEqualTo(8L << 30);
    assertThat(recorded.get(0).getLong("current")).isEqualTo(6L << 30);
    assertThat(recorded.get(0).getLong("target")).isEqualTo(6L << 30);
    assertThat(recorded.get(0).getLong("floor")).isEqualTo(1 << 20);
    assertThat(recorded.get(0).getLong("ceiling")).isEqualTo(8L << 30);
  }
}
