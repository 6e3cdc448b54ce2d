package io.hostshift.report;

import static io.hostshift.watch.Ids.epoch;
import static io.hostshift.watch.Ids.instance;
import static io.hostshift.watch.Ids.model;
import static io.hostshift.watch.Ids.vm;

import io.hostshift.tune.Outcome;
import io.hostshift.tune.SampleOutcomes;
import io.hostshift.watch.Event;
import io.hostshift.watch.FakeSource;
import io.hostshift.watch.WatcherBench;
import java.util.Arrays;

/** Events as a watcher opens and settles them, with outcomes as a tuner would give them. */
public final class SampleReports {
  private static final String MARKER = "vmclock.disruption_marker";

  private final FakeSource kvp =
      new FakeSource("kvp")
          .says(instance("kvp.PhysicalHostName", "host-a"), model("kvp.HostingSystemOsMajor", "9"));
  private final FakeSource dmi = new FakeSource("dmi").says(vm("dmi.product_uuid", "u1"));
  private final FakeSource vmclock = new FakeSource("vmclock").says(epoch(MARKER, "1"));
  private final FakeSource capacity = new FakeSource("capacity").measures(16, 0);
  private final WatcherBench bench = WatcherBench.on(kvp, dmi, vmclock, capacity);

  public WatcherBench bench() {
    return bench;
  }

  public Event moved(String host) {
    kvp.says(instance("kvp.PhysicalHostName", host), model("kvp.HostingSystemOsMajor", "9"));
    return opened();
  }

  Event movedToAnotherKind(String host) {
    kvp.says(model("kvp.HostingSystemOsMajor", "10"), instance("kvp.PhysicalHostName", host));
    return opened();
  }

  Event cloned() {
    dmi.says(vm("dmi.product_uuid", "u2"));
    return opened();
  }

  Event disrupted() {
    vmclock.says(epoch(MARKER, "2"));
    return opened();
  }

  /** In a guest of plain KVM, which has nothing else. */
  static Event announced() {
    FakeSource announce = new FakeSource("announce").says(epoch("announce.virtio_net", "0"));
    WatcherBench plain = WatcherBench.on(announce);
    announce.says(epoch("announce.virtio_net", "1"));
    plain.confirm();
    return plain.heard().last();
  }

  public Event resized() {
    capacity.measures(8, 0);
    return opened();
  }

  Event simulated() {
    bench.watcher().simulate();
    return bench.heard().last();
  }

  public Event settled() {
    bench.settle();
    return bench.heard().settled().get(bench.heard().settled().size() - 1);
  }

  private Event opened() {
    bench.confirm();
    return bench.heard().last();
  }

  /** A move that was retuned for. */
  public static Report move() {
    return new Report(new SampleReports().moved("host-b"), Arrays.asList(outcomes()));
  }

  static Outcome[] outcomes() {
    return new Outcome[] {
      SampleOutcomes.applied("processors", 16, 8),
      SampleOutcomes.leftOut("gc.parallel", "set on the command line")
    };
  }
}
