package io.hostshift.source.capacity;

import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.file.KernelLines;

/**
 * The processors' time since boot, and how much of it the host has stolen: the first line of
 * /proc/stat, in ticks, over all processors.
 *
 * <p>Format: proc_stat(5): {@code cpu user nice system idle iowait irq softirq steal guest
 * guest_nice}; the last two are part of the first two.
 */
public final class StealTime {
  private static final byte[] ALL = KernelLines.key("cpu ");
  private static final int FIELDS = 8;
  private static final int STEAL = 7;

  /** The first line is at most 4 + 10 * 21 bytes. */
  private static final int FIRST_LINE = 256;

  private final GuestFile file;
  private long stolen;
  private long total;

  public StealTime(GuestFiles files) {
    this.file = files.head("proc/stat", FIRST_LINE);
  }

  /** Reads both anew; they stay as they were, and the answer is false, where that cannot be. */
  public boolean read() {
    file.refresh();
    byte[] bytes = file.bytes();
    int at = KernelLines.after(ALL, bytes, file.length());
    if (!file.readable() || at < 0) {
      return false;
    }
    int end = KernelLines.endOfLine(bytes, at, file.length());
    long sum = 0;
    long steal = 0;
    for (int field = 0; field < FIELDS; field++) {
      while (at < end && bytes[at] == ' ') {
        at++;
      }
      // A kernel before 2.6.11 has no such column.
      long ticks = KernelLines.number(bytes, at, Math.min(file.length(), end + 1));
      if (ticks < 0) {
        return false;
      }
      sum += ticks;
      steal = field == STEAL ? ticks : steal;
      while (at < end && bytes[at] != ' ') {
        at++;
      }
    }
    stolen = steal;
    total = sum;
    return true;
  }

  /** Ticks that the host gave to others while this guest wanted to run. */
  public long stolen() {
    return stolen;
  }

  /** All ticks, those stolen and idle ones included. */
  public long total() {
    return total;
  }
}
