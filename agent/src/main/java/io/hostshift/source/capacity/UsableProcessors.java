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
 * thread's mask cut down to the online processors. On the live machine we do the same, and its
 * answer decides.
 *
 * <p>Elsewhere there is /proc/self/status, which shows the mask of the process's first thread,
 * uncut: some kernels list there each processor that could ever be. The two agree after {@code
 * taskset -a -p}, a change of the cpuset, and for what was set before the start. So the mask is cut
 * by what is online, or by /proc/cpuinfo where /sys is hidden. LXCFS shows containers an {@code
 * online} that is numbered anew from 0, beside a mask with the host's numbers; the mask alone
 * counts where that is so.
 */
final class UsableProcessors {
  private static final byte[] ALLOWED = KernelLines.key("Cpus_allowed_list:");

  /** As on x86 and arm64 ("processor\t: 0"), and as on s390x ("processor 0: ..."). */
  private static final byte[] PROCESSOR = KernelLines.key("processor");

  /** Of a processor's number; the kernel has fewer than so many digits. */
  private static final int MOST_DIGITS = 6;

  private static final String ONLINE = "sys/devices/system/cpu/online";

  private final GuestFiles files;
  private final Affinity kernel;
  private final GuestFile onlineList;
  private final GuestFile offlineList;
  private final GuestFile cpuinfo;
  private final GuestFile status;
  private byte[] allowed = {};
  private int allowedAt;
  private int online;
  private int affinity;

  /**
   * @param kernel decides where it is known
   */
  UsableProcessors(GuestFiles files, Affinity kernel) {
    this.files = files;
    this.kernel = kernel;
    this.onlineList = files.polled(ONLINE, 4096);
    // Read only where the mask has a processor that is not online.
    this.offlineList = files.value("sys/devices/system/cpu/offline", 4096);
    this.cpuinfo = files.file("proc/cpuinfo", 4 << 20);
    this.status = files.value("proc/self/status", 64 << 10);
  }

  /** Whether {@link #count} has to be called. */
  boolean refresh() {
    boolean changed = kernel.refresh() | onlineList.refresh();
    boolean decided = kernel.count() > 0;
    if (!onlineList.readable() && (changed || !decided)) {
      // Its frequencies change all the time, but it is read only where there is no better.
      changed |= cpuinfo.refresh();
    }
    return changed | (!decided && status.fetch() && allowedChanged());
  }

  private boolean allowedChanged() {
    byte[] bytes = status.bytes();
    int from = findAllowed(bytes, status.length());
    if (from < 0 && status.readable()) {
      // Cut off: a tree that is being written.
      return false;
    }
    int to = from < 0 ? -1 : KernelLines.endOfLine(bytes, from, status.length());
    if (to == status.length()) {
      // Cut off within the line.
      return false;
    }
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

  /** Closes what it keeps open. */
  void letGo() {
    onlineList.close();
  }

  /** Leaves the numbers as they were if one cannot be understood. */
  void count() throws MalformedException {
    affinity = kernel.count();
    BitSet present = onlineList.readable() ? list(onlineList) : inCpuinfo();
    if (affinity > 0) {
      online = present.cardinality();
      return;
    }
    BitSet may = allowed.length > 0 ? CpuList.parse(allowed, 0, allowed.length) : null;
    if (may != null && !present.isEmpty() && !renumbered(may, present)) {
      may.and(present);
    }
    online = present.cardinality();
    affinity = may == null ? 0 : may.cardinality();
  }

  /** Whether what is said to be online has other numbers than the mask. */
  private boolean renumbered(BitSet may, BitSet present) throws MalformedException {
    BitSet unknown = minus(may, present);
    if (unknown.isEmpty()) {
      return false;
    }
    String shown = onlineList.readable() ? ONLINE : "proc/cpuinfo";
    if (FuseMounts.has(files, "/" + shown)) {
      return true;
    }
    offlineList.refresh();
    if (offlineList.readable() && offlineList.length() > 1) {
      unknown.andNot(list(offlineList));
    }
    boolean fromZero = present.nextClearBit(0) == present.cardinality();
    return fromZero && !unknown.isEmpty() && !minus(present, may).isEmpty();
  }

  private static BitSet minus(BitSet all, BitSet without) {
    BitSet rest = (BitSet) all.clone();
    rest.andNot(without);
    return rest;
  }

  private static BitSet list(GuestFile file) throws MalformedException {
    try {
      return CpuList.parse(file.bytes(), 0, file.length());
    } catch (MalformedException e) {
      throw new MalformedException(file.path() + ": " + e.getMessage());
    }
  }

  private BitSet inCpuinfo() {
    BitSet present = new BitSet();
    byte[] bytes = cpuinfo.bytes();
    int at = KernelLines.after(PROCESSOR, bytes, cpuinfo.length());
    while (at >= 0) {
      int end = KernelLines.endOfLine(bytes, at, cpuinfo.length());
      // ARM's old kernels name the model in a line "Processor", s390x counts in "# processors".
      if (at < end && (bytes[at] == '\t' || bytes[at] == ' ')) {
        present.set(number(bytes, at, end, present.length()));
      }
      at = KernelLines.after(PROCESSOR, bytes, end + 1, cpuinfo.length());
    }
    return present;
  }

  /** As in "\t: 12" and " 12: version = 00"; another one than before where it is none. */
  private static int number(byte[] bytes, int from, int to, int other) {
    int at = from;
    while (at < to && (bytes[at] == '\t' || bytes[at] == ' ' || bytes[at] == ':')) {
      at++;
    }
    int number = 0;
    int digits = 0;
    for (; at < to && bytes[at] >= '0' && bytes[at] <= '9' && digits < MOST_DIGITS; at++) {
      number = number * 10 + bytes[at] - '0';
      digits++;
    }
    return digits > 0 && digits < MOST_DIGITS ? number : other;
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
