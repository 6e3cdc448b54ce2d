package io.hostshift.source.device;

import io.hostshift.host.Hypervisor;
import io.hostshift.host.Identifier;
import io.hostshift.host.ProcessorKind;
import io.hostshift.host.Scope;
import io.hostshift.source.MalformedException;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.Remedy;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.VmNaming;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.util.ArrayList;
import java.util.List;

/**
 * The vmclock device, /dev/vmclock0: an EPOCH that changes with each move or restore, and where the
 * hypervisor keeps it a generation counter that tells a restore from a move.
 *
 * <p>Linux 6.13 and later with the driver ptp_vmclock; the node is root's alone unless a udev rule
 * opens it. A read of the device is one consistent snapshot; it cannot be mapped from Java, as its
 * size is 0.
 */
public final class VmClock implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "vmclock";

  /** An EPOCH: changes when the VM was moved or restored. */
  public static final String MARKER = NAME + ".disruption_marker";

  /** Changes when the VM was restored, and not when it was moved. */
  public static final String GENERATION = NAME + ".vm_generation_counter";

  public static final Traits TRAITS =
      Traits.named(NAME).namesVm(VmNaming.NONE).tellsMigrationBy(MARKER, GENERATION);

  /**
   * Reads, without a pause, until the page is found at rest; the driver itself tries for 100 ms.
   */
  private static final int ATTEMPTS = 16;

  private static final Remedy OPEN =
      Remedy.of("chmod a+r /dev/vmclock0 (a udev rule makes it last)").byRoot();
  private static final Remedy[] PASS = {
    Remedy.of("a device plugin for /dev/vmclock0, or a file that the node writes, file=FILE")
        .within("Kubernetes"),
    Remedy.of("podman run --device /dev/vmclock0").within("Podman"),
    Remedy.of("docker run --device /dev/vmclock0")
  };
  private static final Remedy LOAD = Remedy.of("modprobe ptp_vmclock").byRoot();

  /** QEMU has it for x86 alone (hw/acpi/Kconfig), and no cloud's software gives it. */
  private static final Remedy OFFER =
      Remedy.onHost("qemu-system-x86_64 -device vmclock")
          .on(Hypervisor.KVM, Hypervisor.QEMU)
          .with(ProcessorKind.X86)
          .in("");

  private final GuestFiles files;
  private final GuestFile device;
  private volatile VmClockPage page;
  private boolean unsettled;

  public VmClock(GuestFiles files) {
    this.files = files;
    this.device = files.device("dev/vmclock0", VmClockPage.BYTES);
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  /** The page of the last successful read, for what it says of coming disruptions; null if none. */
  public VmClockPage page() {
    return page;
  }

  @Override
  public Reading read(Reading last) {
    if (!device.refresh() && !unsettled && last != null) {
      return last;
    }
    unsettled = false;
    Reading now;
    if (device.readable()) {
      now = settled();
    } else if (device.state() == ReadState.ABSENT) {
      now = absent();
    } else {
      now = unreadable();
    }
    return now.orSame(last);
  }

  /** From two successive reads with the same even sequence. */
  private Reading settled() {
    VmClockPage before = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) {
        device.refresh();
      }
      if (!device.readable()) {
        return unreadable();
      }
      VmClockPage now;
      try {
        now = VmClockPage.decode(device.bytes(), device.length());
      } catch (MalformedException e) {
        return Reading.failed(device.path() + ": " + e.getMessage());
      }
      if (before != null && !now.beingUpdated() && now.sequence() == before.sequence()) {
        page = now;
        return Reading.of(identifiers(now));
      }
      before = now;
    }
    unsettled = true;
    return Reading.failed(
        device.path() + ": being updated by the hypervisor during " + ATTEMPTS + " reads");
  }

  private static List<Identifier> identifiers(VmClockPage page) {
    List<Identifier> found = new ArrayList<>(2);
    found.add(new Identifier(MARKER, Long.toUnsignedString(page.disruptionMarker()), Scope.EPOCH));
    if (page.hasVmGenerationCounter()) {
      found.add(
          new Identifier(GENERATION, Long.toUnsignedString(page.vmGenerationCounter()), Scope.VM));
    }
    return found;
  }

  private Reading unreadable() {
    return device.unreadable().helpedBy(device.state() == ReadState.DENIED ? OPEN : null);
  }

  private Reading absent() {
    if (files.exists("sys/class/misc/vmclock0")) {
      return Reading.absent(
              "the kernel has a vmclock device, but it is not passed into this container as "
                  + device.path())
          .helpedBy(PASS);
    }
    for (String acpi : files.names("sys/bus/acpi/devices")) {
      // Named after the device's hardware id; AMZNC10C was the first, for all hypervisors.
      if (acpi.startsWith("AMZNC10C") || acpi.startsWith("VMCLOCK")) {
        return Reading.absent(
                "the hypervisor offers vmclock, but the kernel has no ptp_vmclock driver loaded")
            .helpedBy(LOAD);
      }
    }
    return Reading.absent("the hypervisor offers no vmclock").helpedBy(OFFER);
  }
}
