package io.hostshift.it.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.MovableVm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand events in one JVM. */
@Tag("long")
class ManyEventsIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int EVENTS = 10_000;
  private static final int HISTORY = 64;
  private static final int MAX_JOURNAL = 64 * 1024;

  @TempDir Path folder;

  private ForkedJvm start(String arguments) {
    MovableVm vm = new MovableVm(folder, "vm-1");
    ForkedJvm jvm =
        ForkedJvm.on(Jdk.running())
            .options("-Xmx128m")
            .options("-XX:StartFlightRecording=maxsize=10m")
            .agent(vm.arguments() + ",simulate=true,log=warn,history=" + HISTORY + arguments)
            .main(vm.program(), vm.file().toString())
            .start();
    jvm.out().await("up", LIMIT);
    return jvm;
  }

  private static void simulate(AgentView view, int times) {
    for (int i = 0; i < times; i++) {
      view.call("Migrations", "simulate");
    }
  }

  @Test
  void shouldKeepMemoryAndJournalBounded() throws Exception {
    Path journal = folder.resolve("journal");
    try (ForkedJvm jvm = start(",journal=" + journal + ",journalMax=64KB")) {
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      simulate(view, 1_000);
      long before = jvm.usedAfterCollection();
      simulate(view, EVENTS - 1_000);

      assertThat(jvm.usedAfterCollection() - before).isLessThan(2 << 20);
      assertThat(view.count()).isEqualTo(EVENTS);
      assertThat(view.events()).hasSize(HISTORY);
      assertThat(journal).exists();
      assertThat(Files.size(journal)).isLessThanOrEqualTo(MAX_JOURNAL);
      assertThat(Files.size(folder.resolve("journal.1"))).isLessThanOrEqualTo(MAX_JOURNAL);
      assertThat(jvm.err().all()).noneMatch(line -> line.startsWith("hostshift error"));
    }
  }

  @Test
  void shouldSayOnceThatTheDiskIsFullAndLoseNoEventInJmx() throws Exception {
    try (ForkedJvm jvm = start(",journal=/dev/full")) {
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      simulate(view, 500);

      jvm.err().await("hostshift error: the journal cannot be written", LIMIT);
      assertThat(view.count()).isEqualTo(500);
      assertThat(view.events()).hasSize(HISTORY);
      assertThat(errors(jvm)).isEqualTo(1);
    }
  }

  @Test
  void shouldSayOnceThatTheDiskIsReadOnlyAndLoseNoEventInJmx() throws Exception {
    // Not even root may make a file there.
    try (ForkedJvm jvm = start(",journal=/proc/sys/journal")) {
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      simulate(view, 500);

      jvm.err().await("hostshift error: the journal cannot be written", LIMIT);
      assertThat(view.count()).isEqualTo(500);
      assertThat(errors(jvm)).isEqualTo(1);
    }
  }

  private static long errors(ForkedJvm jvm) {
    return jvm.err().all().stream().filter(line -> line.startsWith("hostshift error")).count();
  }
}
