package io.hostshift.source.capacity;

import io.hostshift.source.MalformedException;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.file.KernelLines;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The processors that are online, and those of them that this process may run on.
 *
 * <p>HotSpot asks sched_getaffinity for the calling thread, which the kernel answers with the
 * thread's mask cut down to the online processors. /proc/self/status shows the mask of the
 * process's first thread, uncut. The two agree after {@code taskset -a -p}, a change of the cpuset,
 * and for what was set before the start; they do not for a thread that pinned itself, which says
 * nothing of the process.
 */
final class UsableProcessors {
  private static final byte[] ALLOWED = KernelLines.key("Cpus_allowed_list:");

  /** As on x86 and arm64 ("processor\t: 0"), and as on s390x ("processor 0: ..."). */
  private static final byte[] PROCESSOR = KernelLines.key("processor");

  private final GuestFile onlineList;
  private final GuestFile cpuinfo;
  private final GuestFile status;
  private byte[] allowed = {};
  private int allowedAt;
  private int online;
  private int affinity;

  UsableProcessors(GuestFiles files) {
    this.onlineList = files.value("sys/devices/system/cpu/online", 4096);
    this.cpuinfo = files.file("proc/cpuinfo", 4 << 20);
    this.status = files.value("proc/self/status", 64 << 10);
  }

  /** Whether {@link #count} has to be called. */
  boolean refresh() {
    boolean changed = onlineList.refresh();
    if (!onlineList.readable()) {
      // Its frequencies change all the time, but it is read only where there is no better.
      changed |= cpuinfo.refresh();
    }
    return changed | (status.fetch() && allowedChanged());
  }

  private boolean allowedChanged() {
    byte[] bytes = status.bytes();
    int from = findAllowed(bytes, status.length());
    if (from < 0 && status.readable()) {
      // Cut off: a tree that is being written.
      return false;
    }
    int to = from < 0 ? -1 : KernelLines.endOfLine(bytes, from, status.length());
    boolean same = to - from == allowed.length;
    for (int i = 0; same && i < allowed.length; i++) {
      same = bytes[from + i] == allowed[i];
    }
    if (!same) {
      allowed = from < 0 ? new byte[0] : Arrays.copyOfRange(bytes, from, to);
    }
    return !same;
  }

  /** The line is nearly always where it was the last time. */
  private int findAllowed(byte[] bytes, int length) {
    boolean line = allowedAt > 0 && allowedAt <= length && bytes[allowedAt - 1] == '\n';
    int from = KernelLines.after(ALLOWED, bytes, line ? allowedAt : 0, length);
    if (from < 0 && line) {
      from = KernelLines.after(ALLOWED, bytes, length);
    }
    allowedAt = from - ALLOWED.length;
    return from;
  }

  /** Leaves the numbers as they were if one cannot be understood. */
  void count() throws MalformedException {
    BitSet present = onlineList.readable() ? list(onlineList) : null;
    BitSet may = allowed.length > 0 ? CpuList.parse(allowed, 0, allowed.length) : null;
    if (may != null && present != null) {
      may.and(present);
    }
    online = present != null ? present.cardinality() : countProcessors();
    affinity = may == null ? 0 : may.cardinality();
  }

  private static BitSet list(GuestFile file) throws MalformedException {
    try {
      return CpuList.parse(file.bytes(), 0, file.length());
    } catch (MalformedException e) {
      throw new MalformedException(file.path() + ": " + e.getMessage());
    }
  }

  private int countProcessors() {
    int count = 0;
    int at = KernelLines.after(PROCESSOR, cpuinfo.bytes(), cpuinfo.length());
    while (at >= 0) {
      int end = KernelLines.endOfLine(cpuinfo.bytes(), at, cpuinfo.length());
      // ARM's old kernels name the model in a line "Processor", s390x counts in "# processors".
      if (at < end && (cpuinfo.bytes()[at] == '\t' || cpuinfo.bytes()[at] == ' ')) {
        count++;
      }
      at = KernelLines.after(PROCESSOR, cpuinfo.bytes(), end + 1, cpuinfo.length());
    }
    return count;
  }

  /** 0 if unknown. */
  int online() {
    return online;
  }

  /** 0 if unknown. */
  int affinity() {
    return affinity;
  }
}
