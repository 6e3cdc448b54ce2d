package io.hostshift.tune.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingChunkTest {
  private final RecordingChunk recording = new RecordingChunk();

  @TempDir private Path folder;

  static final class Mark extends Event {}

  @Test
  void shouldBeginANewChunkOfARunningRecording() throws IOException {
    try (Recording running = new Recording()) {
      running.enable(Mark.class);
      running.start();
      new Mark().commit();
      Instant before = Instant.now();

      assertThat(recording.apply()).startsWith("JFR has begun a new chunk, its ticks");

      new Mark().commit();
      assertThat(FlightRecorder.getFlightRecorder().getRecordings()).containsOnly(running);
      // What was on disk before the snapshot is a chunk that has ended.
      assertThat(running.getSize()).isPositive();
      running.stop();
      Path file = folder.resolve("all.jfr");
      running.dump(file);
      assertThat(RecordingFile.readAllEvents(file))
          .filteredOn(event -> event.getEventType().getName().equals(Mark.class.getName()))
          .hasSize(2)
          .anyMatch(event -> event.getStartTime().isBefore(before))
          .anyMatch(event -> event.getStartTime().isAfter(before));
    }
  }

  @Test
  void shouldNotLetJfrWalkTheHeap() {
    try (Recording running = new Recording()) {
      running.enable("jdk.OldObjectSample").with("cutoff", "10 s");
      running.start();

      assertThatThrownBy(recording::apply).hasMessageContaining("paths to the heap's roots");
    }
  }

  @Test
  void shouldDoNothingWhereNothingIsRecorded() throws IOException {
    try (Recording stopped = new Recording()) {
      assertThat(recording.apply()).isEmpty();
      assertThat(stopped.getSize()).isZero();
    }
  }
}
