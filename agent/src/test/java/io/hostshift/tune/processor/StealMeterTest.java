package io.hostshift.tune.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.source.capacity.StealTime;
import io.hostshift.source.file.GuestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StealMeterTest {
  @TempDir private Path root;
  private long seconds;
  private long stolen;
  private long idle;

  private StealMeter meter() {
    return new StealMeter(
        new StealTime(new GuestFiles(root.toFile())),
        new StealWindow(TimeUnit.SECONDS.toNanos(60)),
        () -> TimeUnit.SECONDS.toNanos(seconds));
  }

  /** A second of two processors, of which the host takes one, or none. */
  private boolean second(StealMeter meter, boolean steals) throws IOException {
    seconds++;
    stolen += steals ? 100 : 0;
    idle += steals ? 100 : 200;
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(
        root.resolve("proc/stat"), "cpu  0 0 0 " + idle + " 0 0 0 " + stolen + " 0 0\n");
    return meter.step();
  }

  @Test
  void shouldTellOnceThatTheHostGivesLess() throws IOException {
    StealMeter meter = meter();
    assertThat(meter.processors(2)).isEmpty();
    int told = 0;
    for (int i = 0; i < 300; i++) {
      if (second(meter, i >= 120)) {
        told++;
        meter.processors(2);
      }
    }

    // First that it is known at all, and then that it has become less.
    assertThat(told).isEqualTo(2);
    assertThat(meter.processors(2)).hasValue(1);
  }

  @Test
  void shouldTellThatNothingIsKnownOfAnotherHost() throws IOException {
    StealMeter meter = meter();
    meter.processors(2);
    for (int i = 0; i < 120; i++) {
      second(meter, true);
    }
    assertThat(meter.processors(2)).hasValue(1);

    meter.forget();

    assertThat(meter.processors(2)).isEmpty();
  }
}
