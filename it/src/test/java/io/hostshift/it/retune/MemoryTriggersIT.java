package io.hostshift.it.retune;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What has a heap give back besides a limit: a machine that is ballooned, and memory that is short.
 */
@Tag("jdks")
class MemoryTriggersIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long MIB = 1L << 20;
  private static final String EARLY = "memory is short, gives back early: collected once";

  @TempDir Path folder;

  private ForkedJvm start(MemoryGuest guest, String agent) throws Exception {
    ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(17))
            .options("-XX:+UseG1GC", "-Xms32m", "-Xmx900m")
            .agent("interval=200ms,minRetune=1s,root=" + guest.root() + agent)
            .main(MemoryLoad.compile(folder), "idle")
            .start();
    jvm.out().await(MemoryLoad.READY, LIMIT);
    return jvm;
  }

  @Test
  void shouldFollowAMachineThatIsBallooned() throws Exception {
    MemoryGuest guest = MemoryGuest.create(folder, 1024 * MIB);
    guest.unlimited();
    try (ForkedJvm jvm = start(guest, ",memory=follow")) {
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      Object largest = view.settings("current").get("heap");

      guest.total(400 * MIB);
      jvm.err().await("this machine now has 400 MiB: the JVM may be killed", LIMIT);
      view.await("it gives back", now -> committed(now) < 400 * MIB, LIMIT);
      guest.total(16384 * MIB);
      view.await("it may grow", now -> now.settings("current").get("heap").equals(largest), LIMIT);

      assertThat(view.memory("warning")).isEqualTo("");
    }
  }

  @Test
  void shouldGiveBackOnceWhileMemoryIsShort() throws Exception {
    MemoryGuest guest = MemoryGuest.create(folder, 1024 * MIB);
    guest.pressure(0);
    try (ForkedJvm jvm = start(guest, ",memory=follow")) {
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      long before = committed(view);

      guest.pressure(15);
      jvm.err().await(EARLY, LIMIT);
      assertThat(committed(view)).isLessThan(before / 2);
      long polls = (Long) view.get("Watcher", "Polls");
      view.await("more polls", now -> (Long) now.get("Watcher", "Polls") > polls + 10, LIMIT);

      assertThat(view.memory("collections")).isEqualTo(1L);
      assertThat(view.count()).as("events").isZero();
    }
  }

  @Test
  void shouldCollectNothingForItInModeObserve() throws Exception {
    MemoryGuest guest = MemoryGuest.create(folder, 1024 * MIB);
    guest.pressure(15);
    try (ForkedJvm jvm = start(guest, ",memory=follow,mode=observe")) {
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      guest.limit(400 * MIB);
      jvm.err().await("the limit is now 400 MiB", LIMIT);
      view.await("ten polls", now -> (Long) now.get("Watcher", "Polls") > 10, LIMIT);

      assertThat(view.memory("collections")).isEqualTo(0L);
      assertThat(view.settings("state")).containsEntry("heap", "OBSERVED");
    }
  }

  private static long committed(AgentView view) {
    return (Long) view.memory("heapCommittedBytes");
  }
}
