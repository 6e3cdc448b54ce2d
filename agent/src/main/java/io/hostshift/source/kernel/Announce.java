package io.hostshift.source.kernel;

import io.hostshift.base.NanoClock;
import io.hostshift.host.Hypervisor;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.Remedy;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.file.GuestFiles;
import java.util.ArrayList;
import java.util.List;

/**
 * How often the host has had the VM's virtio devices announce themselves, which it does after each
 * load of a VM's state: a move, a restored snapshot. It says that something happened, and not where
 * the VM is now; an operator can have it done without either.
 *
 * <p>The network device: the kernel tells of it where its link is in the agent's own namespace;
 * elsewhere, as in a container, its interrupts are counted. A vsock device: its event queue has one
 * message alone, that the transport was reset since the guest was moved or restored (virtio 1.3,
 * 5.10.6.7), so each interrupt of it is one. Both counts begin at 0 with the agent.
 */
public final class Announce implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "announce";

  /** An EPOCH: how often the network devices announced themselves. */
  public static final String NETWORK = NAME + ".virtio_net";

  /** An EPOCH: how often the vsock device's transport was reset. */
  public static final String VSOCK = NAME + ".virtio_vsock";

  /** A pause, and going on after it, loads nothing. */
  public static final Traits TRAITS = Traits.named(NAME).countsItself().outlastsPauses();

  /** Devices are plugged in and out seldom. */
  private static final int READS_PER_SCAN = 64;

  private static final String SWITCHED_OFF = "the host has switched announcements off for ";

  private static final Remedy ON =
      Remedy.onHost("guest_announce=on for the VM's virtio network device")
          .on(Hypervisor.KVM, Hypervisor.QEMU, Hypervisor.UNKNOWN);

  private final GuestFiles files;
  private final NanoClock clock;
  private final VirtioLines lines;
  private final Announcements network = new Announcements();
  private final Announcements vsock = new Announcements();
  private int readsUntilScan;
  private volatile String deaf;
  private String shownDeaf;
  private long shownNetwork;
  private long shownVsock;

  public Announce(GuestFiles files, NanoClock clock) {
    this.files = files;
    this.clock = clock;
    this.lines = new VirtioLines(files);
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  /** The kernel's messages are not heard, or not any more. */
  void deaf(String reason) {
    deaf = reason;
  }

  /** What the kernel has said of a link; on the listening thread alone. */
  void heard(LinkMessage link) {
    long now = clock.nanos();
    if (link.setUp() || link.setDown()) {
      network.link(link.index(), link.setUp(), now);
    }
    if (link.notifiesPeers() && isVirtio(link)) {
      network.of(link.index(), now);
    }
  }

  /** Others announce themselves for reasons of the guest or of its host's network. */
  private boolean isVirtio(LinkMessage link) {
    String bus = link.bus();
    boolean named = bus.isEmpty() && !link.name().isEmpty() && link.name().indexOf('/') < 0;
    return named
        ? files.target("sys/class/net/" + link.name() + "/device/subsystem").equals("virtio")
        : bus.equals("virtio");
  }

  @Override
  public Reading read(Reading last) {
    long now = clock.nanos();
    boolean changed = last == null;
    if (readsUntilScan == 0 || (last != null && last.state() == ReadState.ABSENT)) {
      changed |= lines.scan(now);
      readsUntilScan = READS_PER_SCAN;
    }
    readsUntilScan--;
    String why = deaf;
    lines.read(network, vsock, why == null, now);
    if (!changed
        && why == shownDeaf
        && network.count() == shownNetwork
        && vsock.count() == shownVsock) {
      return last;
    }
    shownDeaf = why;
    shownNetwork = network.count();
    shownVsock = vsock.count();
    return reading().orSame(last);
  }

  @Override
  public boolean undecided() {
    return lines.undecided(clock.nanos());
  }

  @Override
  public void close() {
    lines.letGo();
  }

  private Reading reading() {
    List<Identifier> found = new ArrayList<>(2);
    List<String> off = new ArrayList<>();
    List<String> unheard = new ArrayList<>();
    boolean network = false;
    for (VirtioDevice device : lines.network()) {
      if (device.switchedOff()) {
        off.add(device.shown());
      } else if (lines.counts(device) || (device.ownNamespace() && shownDeaf == null)) {
        network = true;
      } else {
        unheard.add(device.shown());
      }
    }
    if (network) {
      found.add(new Identifier(NETWORK, String.valueOf(shownNetwork), Scope.EPOCH));
    }
    for (VirtioDevice device : lines.vsock()) {
      if (lines.counts(device)) {
        found.add(new Identifier(VSOCK, String.valueOf(shownVsock), Scope.EPOCH));
        break;
      }
    }
    return found.isEmpty() ? missing(off, unheard) : Reading.partial(found, reason(off, unheard));
  }

  private Reading missing(List<String> off, List<String> unheard) {
    String reason = reason(off, unheard);
    if (!unheard.isEmpty()) {
      return Reading.failed(reason);
    }
    return Reading.absent(reason).helpedBy(off.isEmpty() ? null : ON);
  }

  private String reason(List<String> off, List<String> unheard) {
    if (!unheard.isEmpty()) {
      return files.shown(InterruptLine.FOLDER)
          + " shows no configuration interrupt of "
          + String.join(", ", unheard)
          + " alone (no MSI-X, or hidden from this container)"
          + (shownDeaf == null ? "" : "; " + shownDeaf);
    }
    if (!off.isEmpty()) {
      return SWITCHED_OFF + String.join(", ", off);
    }
    return lines.network().isEmpty() ? "no virtio network device" : "";
  }
}
