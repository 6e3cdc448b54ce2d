package io.hostshift.source.kernel;

import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;

/**
 * How often one interrupt of a device came, summed over the processors, from /sys/kernel/irq;
 * anybody may read it, also in a container. Format: Linux, kernel/irq/irqdesc.c, {@code 5,0} for
 * each processor.
 */
final class InterruptLine {
  static final String FOLDER = "sys/kernel/irq";

  /** A page is the longest that /sys gives. */
  private static final int LIMIT = 64 * 1024;

  private final String action;
  private final GuestFile actions;
  private final GuestFile counts;
  private long count;
  private boolean lost;

  /**
   * @param number of the interrupt, as its folder is named
   * @param action the interrupt's name, such as {@code virtio1-config}
   */
  InterruptLine(GuestFiles files, String number, String action) {
    this.action = action;
    this.actions = files.value(FOLDER + "/" + number + "/actions", LIMIT);
    this.counts = files.polled(FOLDER + "/" + number + "/per_cpu_count", LIMIT);
    lost = !isOurs();
    counts.refresh();
    count = sum(counts.bytes(), counts.length());
    lost |= count < 0;
    counts.close(); // Where the kernel's messages tell, it is not read again.
  }

  private InterruptLine() {
    action = "";
    actions = null;
    counts = null;
    lost = true;
  }

  /** Of a device that has no such interrupt, or none of its own, or one that is hidden. */
  static InterruptLine none() {
    return new InterruptLine();
  }

  /** Where several devices share an interrupt, it tells of none. */
  private boolean isOurs() {
    actions.refresh();
    return actions.text().equals(action);
  }

  /**
   * How often it came since the last time; 0 as well where it counts from 0 again, since the driver
   * was bound anew, or is another device's by now.
   */
  long rise() {
    if (lost || !counts.refresh()) {
      return 0;
    }
    long now = sum(counts.bytes(), counts.length());
    if (!counts.readable() || now < 0 || !isOurs()) {
      lost = true;
      return 0;
    }
    long rise = now - count;
    count = now;
    return Math.max(0, rise);
  }

  /**
   * Whether it is gone, or belongs to another device now, so that the caller has to look for it.
   */
  boolean lost() {
    return lost;
  }

  /** Lets go of what it keeps open. */
  void close() {
    if (counts != null) {
      counts.close();
    }
  }

  /** Whether it was not there from the beginning: looking for it again is of no use. */
  boolean never() {
    return counts == null;
  }

  /** Of numbers with commas between; -1 for anything else. */
  static long sum(byte[] bytes, int length) {
    long sum = 0;
    long number = -1;
    for (int i = 0; i < length; i++) {
      byte next = bytes[i];
      if (next >= '0' && next <= '9') {
        number = Math.max(number, 0) * 10 + (next - '0');
      } else if ((next == ',' || next == '\n') && number >= 0) {
        sum += number;
        number = -1;
      } else {
        return -1;
      }
      if (number > 0xffff_ffffL) {
        return -1;
      }
    }
    return length == 0 ? -1 : sum + Math.max(number, 0);
  }
}
