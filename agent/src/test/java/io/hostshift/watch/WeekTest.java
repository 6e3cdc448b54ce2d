package io.hostshift.watch;

import static io.hostshift.watch.Ids.GENERATION;
import static io.hostshift.watch.Ids.MARKER;
import static io.hostshift.watch.Ids.epoch;
import static io.hostshift.watch.Ids.instance;
import static io.hostshift.watch.Ids.model;
import static io.hostshift.watch.Ids.vm;
import static io.hostshift.watch.Verdict.MIGRATED;
import static io.hostshift.watch.Verdict.RESIZED;
import static io.hostshift.watch.Verdict.RESTORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.source.Reading;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A week in the life of a VM, in a million polls. */
class WeekTest {
  private static final int POLLS = 1_000_000;
  private static final long WEEK_NANOS = TimeUnit.DAYS.toNanos(7);

  private final FakeSource cpuid = new FakeSource("cpuid").says(model("cpuid.brand", "A"));
  private final FakeSource kvp = new FakeSource("kvp").says(instance("kvp.Host", "a"));
  private final FakeSource vmclock =
      new FakeSource("vmclock").says(epoch(MARKER, "1"), vm(GENERATION, "1"));
  private final FakeSource capacity = new FakeSource("capacity").measures(8, 0);
  private final WatcherBench bench = WatcherBench.on(cpuid, kvp, vmclock, capacity);
  private final Map<Integer, Runnable> happening = new HashMap<>();

  @Test
  void shouldReportExactlyWhatHappened() {
    // A migration that falls between two polls: one source in this, the other in the next.
    happening.put(100_000, () -> cpuid.says(model("cpuid.brand", "B")));
    happening.put(100_001, () -> kvp.says(instance("kvp.Host", "b")));
    // Forth and back again, each long settled before the next.
    happening.put(200_000, () -> kvp.says(instance("kvp.Host", "c")));
    happening.put(300_000, () -> kvp.says(instance("kvp.Host", "b")));
    happening.put(400_000, () -> vmclock.says(epoch(MARKER, "2"), vm(GENERATION, "2")));
    // The daemon rewrites its pool, and a poll finds it truncated.
    happening.put(500_000, () -> kvp.givesOnce(Reading.failed("being rewritten")));
    happening.put(600_000, () -> capacity.measures(4, 0));
    happening.put(700_000, () -> capacity.measures(2, 0));
    happening.put(800_000, () -> capacity.measures(8, 0));

    for (int poll = 0; poll < POLLS; poll++) {
      happening.getOrDefault(poll, () -> {}).run();
      bench.poll();
      bench.clock().advanceNanos(WEEK_NANOS / POLLS);
    }

    assertThat(bench.heard().settled())
        .extracting(Event::verdict)
        .containsExactly(MIGRATED, MIGRATED, MIGRATED, RESTORED, RESIZED, RESIZED, RESIZED);
    assertThat(bench.heard().settled().get(0).changes()).hasSize(2);
    assertThat(bench.heard().settled())
        .extracting(Event::sequence)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(bench.hosts()).hasSize(4);
  }
}
