package io.hostshift.watch;

import static io.hostshift.watch.Ids.MARKER;
import static io.hostshift.watch.Ids.epoch;
import static io.hostshift.watch.Ids.instance;
import static io.hostshift.watch.Ids.model;

import io.hostshift.host.Capacity;
import io.hostshift.source.Reading;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A day of a VM whose agent polls a hundred times a second, on a clock that is set forth: it moves
 * once in a quarter of an hour, and all the time sources fail, flicker and come back.
 *
 * <p>A program of its own, so that its heap is its own: it prints {@code heap BYTES} each tenth of
 * the day, after a collection, and at last {@code polls N moves N events N changes N}.
 */
public final class SimulatedDay {
  private static final long POLLS_A_SECOND = 100;
  private static final long POLLS = TimeUnit.DAYS.toSeconds(1) * POLLS_A_SECOND;
  private static final long MOVE_EACH = TimeUnit.MINUTES.toSeconds(15) * POLLS_A_SECOND;
  private static final long POLL_NANOS = TimeUnit.SECONDS.toNanos(1) / POLLS_A_SECOND;

  private final FakeSource vmclock = new FakeSource("vmclock").says(epoch(MARKER, "1"));
  private final FakeSource kvp = new FakeSource("kvp").says(instance("kvp.Host", "0"));
  private final FakeSource cpuid = new FakeSource("cpuid").says(model("cpuid.brand", "0"));
  private final FakeSource capacity = new FakeSource("capacity").measures(8, 0);
  private final WatcherBench bench = WatcherBench.on(vmclock, kvp, cpuid, capacity);
  private final Random random = new Random(24);

  private SimulatedDay() {}

  /** Nothing of which is a move. */
  private void disturb() {
    switch (random.nextInt(50)) {
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

  private void run() {
    int moves = 0;
    for (long poll = 1; poll <= POLLS; poll++) {
      if (poll % MOVE_EACH == MOVE_EACH / 2) {
        moves++;
        kvp.says(instance("kvp.Host", "h" + moves));
        cpuid.says(model("cpuid.brand", "b" + moves));
      }
      disturb();
      bench.poll();
      bench.clock().advanceNanos(POLL_NANOS);
      if (poll % (POLLS / 10) == 0) {
        System.out.println("heap " + liveBytes());
      }
    }
    long changes = bench.heard().settled().stream().mapToInt(e -> e.changes().size()).sum();
    System.out.println(
        "polls "
            + POLLS
            + " moves "
            + moves
            + " events "
            + bench.heard().settled().size()
            + " changes "
            + changes);
  }

  private static long liveBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  public static void main(String[] arguments) {
    new SimulatedDay().run();
  }
}
