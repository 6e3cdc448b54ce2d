package io.hostshift.watch;

import static io.hostshift.watch.Ids.MARKER;
import static io.hostshift.watch.Ids.epoch;
import static io.hostshift.watch.Ids.instance;
import static io.hostshift.watch.Ids.model;

import io.hostshift.host.Capacity;
import io.hostshift.source.Reading;
import java.util.Random;

/** A VM of four sources that fail and return, flicker and work a balloon all the time. */
final class DisturbedVm {
  private final FakeSource vmclock = new FakeSource("vmclock").says(epoch(MARKER, "1"));
  private final FakeSource kvp = new FakeSource("kvp").says(instance("kvp.Host", "0"));
  private final FakeSource cpuid = new FakeSource("cpuid").says(model("cpuid.brand", "0"));
  private final FakeSource capacity = new FakeSource("capacity").measures(8, 0);
  private final WatcherBench bench = WatcherBench.on(vmclock, kvp, cpuid, capacity);
  private final Random random;
  private final int each;

  /**
   * @param each one in so many times each of the disturbances happens
   */
  DisturbedVm(long seed, int each) {
    random = new Random(seed);
    this.each = each;
  }

  WatcherBench bench() {
    return bench;
  }

  /** To another host, by this number. */
  void move(int number) {
    kvp.says(instance("kvp.Host", "h" + number));
    cpuid.says(model("cpuid.brand", "b" + number));
  }

  /** Nothing of which is a move. */
  void disturb() {
    switch (random.nextInt(each)) {
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
}
