package io.hostshift.source.capacity;

import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of the guest, as {@code MemTotal} of /proc/meminfo has it.
 *
 * <p>A balloon changes it all the time, so that two looks in a row need not say the same. A size is
 * believed once the next look is near it: what was read wrongly is not.
 */
final class MachineMemory {
  private static final Pattern TOTAL = Pattern.compile("MemTotal: +([0-9]{1,15}) kB");
  private static final int KIB = 1024;

  /** Of what one look has shown, the next one is near within so much: a 16th. */
  private static final int NEAR = 16;

  private final GuestFile meminfo;
  private long seen;
  private long believed;

  MachineMemory(GuestFiles files) {
    // MemTotal is the first line, of 28 bytes or little more, and the next one's name never
    // changes.
    this.meminfo = files.head("proc/meminfo", 32);
  }

  /** Looks. Whether {@link #bytes} is another one than before, or may be one at the next look. */
  boolean refresh() {
    boolean changed = meminfo.refresh();
    if (!changed && seen == believed) {
      return false; // As at nearly each look.
    }
    long before = seen;
    seen = total();
    if (seen == 0) {
      seen = believed; // It cannot be read any more, which says nothing of the memory.
    } else if (believed == 0 || Math.abs(seen - before) <= before / NEAR) {
      believed = seen;
    }
    return true;
  }

  /** 0 as long as it was not to be read. */
  long bytes() {
    return believed;
  }

  /** 0 where it cannot be read; a number that its unit does not follow is cut off. */
  private long total() {
    Matcher line = TOTAL.matcher(meminfo.text());
    return line.lookingAt() ? Long.parseLong(line.group(1)) * KIB : 0;
  }
}
