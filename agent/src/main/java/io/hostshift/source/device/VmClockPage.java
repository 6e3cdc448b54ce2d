package io.hostshift.source.device;

import io.hostshift.source.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A page of the vmclock device: two counters that the hypervisor advances, and nothing about which
 * host it is.
 *
 * <p>Format: Linux, include/uapi/linux/vmclock-abi.h, version 1; all little-endian.
 */
public final class VmClockPage {
  /** Bytes of the structure that the page begins with. */
  static final int BYTES = 112;

  private static final int MAGIC = 0x4b4c4356;
  private static final int VERSION = 1;
  private static final long DISRUPTION_SOON = 1L << 1;
  private static final long DISRUPTION_IMMINENT = 1L << 2;
  private static final long VM_GENERATION_PRESENT = 1L << 8;
  private static final long NOTIFICATION_PRESENT = 1L << 9;

  private final int sequence;
  private final long disruptionMarker;
  private final long flags;
  private final long vmGenerationCounter;

  private VmClockPage(ByteBuffer page) {
    this.sequence = page.getInt(12);
    this.disruptionMarker = page.getLong(16);
    this.flags = page.getLong(24);
    this.vmGenerationCounter = page.getLong(104);
  }

  /** Decodes the page's first bytes; a longer array is fine. */
  static VmClockPage decode(byte[] bytes, int length) throws MalformedException {
    if (length < BYTES) {
      throw new MalformedException(
          "a vmclock page of " + length + " bytes; it has at least " + BYTES);
    }
    ByteBuffer page = ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN);
    if (page.getInt(0) != MAGIC) {
      throw new MalformedException(
          String.format(
              "no vmclock page: 0x%08x at offset 0 instead of 0x%08x", page.getInt(0), MAGIC));
    }
    if (Integer.toUnsignedLong(page.getInt(4)) < BYTES) {
      throw new MalformedException("vmclock page: size " + page.getInt(4) + " at offset 4");
    }
    if (page.getShort(8) != VERSION) {
      throw new MalformedException(
          "vmclock page: version " + page.getShort(8) + " at offset 8; only 1 is known");
    }
    return new VmClockPage(page);
  }

  /** Advanced before and after each of the hypervisor's updates: odd within one. */
  int sequence() {
    return sequence;
  }

  boolean beingUpdated() {
    return (sequence & 1) != 0;
  }

  /**
   * Changes when the VM was moved or restored. Unsigned; not comparable between VMs, and on QEMU
   * counted in the guest's own memory.
   */
  public long disruptionMarker() {
    return disruptionMarker;
  }

  /** Changes when the VM was cloned or restored, and not when it was moved; see the next method. */
  public long vmGenerationCounter() {
    return vmGenerationCounter;
  }

  /** Whether the hypervisor keeps the generation counter: Firecracker does, QEMU does not. */
  public boolean hasVmGenerationCounter() {
    return (flags & VM_GENERATION_PRESENT) != 0;
  }

  /** A disruption is planned, within about a day. */
  public boolean disruptionSoon() {
    return (flags & DISRUPTION_SOON) != 0;
  }

  /** A disruption is planned, within about an hour. */
  public boolean disruptionImminent() {
    return (flags & DISRUPTION_IMMINENT) != 0;
  }

  /** Whether the device interrupts the guest at a change, so that it can be waited for (poll). */
  public boolean notifies() {
    return (flags & NOTIFICATION_PRESENT) != 0;
  }
}
