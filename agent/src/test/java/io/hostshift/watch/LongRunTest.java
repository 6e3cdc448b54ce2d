package io.hostshift.watch;

import static io.hostshift.watch.Ids.MARKER;
import static io.hostshift.watch.Ids.epoch;
import static io.hostshift.watch.Ids.instance;
import static io.hostshift.watch.Ids.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Capacity;
import io.hostshift.source.Reading;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongRunTest {
  private static final int STEPS = 100_000;

  private final FakeSource vmclock = new FakeSource("vmclock").says(epoch(MARKER, "1"));
  private final FakeSource kvp = new FakeSource("kvp").says(instance("kvp.Host", "0"));
  private final FakeSource cpuid = new FakeSource("cpuid").says(model("cpuid.brand", "0"));
  private final FakeSource capacity = new FakeSource("capacity").measures(8, 0);
  private final WatcherBench bench = WatcherBench.on(vmclock, kvp, cpuid, capacity);
  private final Random random = new Random(20261123);

  /** Sources fail and return, one reading flickers, a balloon works: the host stays. */
  private void disturb() {
    switch (random.nextInt(20)) {
      case 0:
        kvp.givesOnce(Reading.failed("in use"));
        break;
      case 1:
        kvp.saysOnce(instance("kvp.Host", "half" + random.nextLong()));
        break;
      case 2:
        cpuid.givesOnce(Reading.absent("gone")).givesOnce(Reading.absent("gone"));
        break;
      case 3:
        capacity.gives(Reading.of(new Capacity(8, 8, 0, 1L + random.nextInt(1 << 30), 0)));
        break;
      case 4:
        vmclock.givesOnce(Reading.denied("for a moment"));
        break;
      default:
        break;
    }
  }

  private void step() {
    disturb();
    bench.poll();
    bench.clock().advanceNanos(Math.min(bench.nextStepNanos(), 1_000_000_000L));
  }

  @Test
  void shouldReportNothingInALongDisturbedRunOnOneHost() {
    for (int i = 0; i < STEPS; i++) {
      step();
    }

    assertThat(bench.heard().changed()).isEmpty();
  }

  @Test
  void shouldReportEachMoveOfALongDisturbedRunOnce() {
    int moves = 0;
    for (int i = 0; i < STEPS; i++) {
      if (i % 1_000 == 500) {
        moves++;
        kvp.says(instance("kvp.Host", "h" + moves));
        cpuid.says(model("cpuid.brand", "b" + moves));
      }
      step();
    }

    assertThat(bench.heard().settled()).hasSize(moves);
    assertThat(bench.heard().settled()).allMatch(event -> event.changes().size() == 2);
  }
}
