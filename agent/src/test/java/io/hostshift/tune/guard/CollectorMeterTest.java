package io.hostshift.tune.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorMeterTest {
  @TempDir Path process;

  private void thread(String folder, String name, long user, long system) throws Exception {
    Path task = Files.createDirectories(process.resolve(folder));
    Files.writeString(
        task.resolve("stat"),
        "7 (" + name + ") S" + " 0".repeat(10) + " " + user + " " + system + " 0 0\n");
  }

  @Test
  void shouldAddUpTheThreadsOfTheCollector() throws Exception {
    CollectorMeter meter = new CollectorMeter(process.toFile());
    thread("", "java", 500, 500);
    thread("task/1", "main", 300, 100);
    thread("task/2", "GC Thread#0", 10, 5);
    thread("task/3", "G1 Conc#0", 20, 5);
    CollectorLoad before = meter.load();
    thread("", "java", 900, 600);
    thread("task/2", "GC Thread#0", 60, 5);
    thread("task/3", "G1 Conc#0", 20, 5);
    thread("task/4", "a (GC) b) c", 1000, 0);

    assertThat(meter.load().shareSince(before)).isEqualTo(0.1);
  }

  @Test
  void shouldKnowNoShareWhereNoThreadHasSuchAName() throws Exception {
    CollectorMeter meter = new CollectorMeter(process.toFile());
    thread("", "java", 500, 500);
    thread("task/1", "java", 300, 100);

    assertThat(meter.load().shareSince(meter.load())).isNegative();
  }

  @Test
  void shouldReadThisJvm() {
    CollectorMeter meter = new CollectorMeter();
    CollectorLoad before = meter.load();
    System.gc();
    CollectorLoad after = meter.load();

    assertThat(after.collections()).isGreaterThan(before.collections());
    assertThat(after.pauseNanos()).isGreaterThanOrEqualTo(before.pauseNanos());
  }
}
