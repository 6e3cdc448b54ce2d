package io.hostshift.it.qemu;

import java.time.Duration;
import java.time.Instant;

/**
 * A finished live migration, with times of the host.
 *
 * @param machine the guest on its new host
 * @param stoppedAt when the source stopped the guest
 * @param resumedAt when the destination let it run
 * @param transferredBytes memory that was sent, as QEMU counts it
 * @param total QEMU's total time
 * @param downtime QEMU's downtime
 */
public record Migration(
    GuestMachine machine,
    Instant stoppedAt,
    Instant resumedAt,
    long transferredBytes,
    Duration total,
    Duration downtime) {

  /** When the guest began to run on the destination, by the guest's own clock. */
  public Instant resumedAtInGuest() {
    return machine.clock().guestTime(resumedAt);
  }
}
