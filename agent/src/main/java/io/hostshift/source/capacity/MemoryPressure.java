package io.hostshift.source.capacity;

import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How short memory is, from 0 to 1: the share of the last 10 s in which something waited for it
 * ({@code some avg10}, Linux 4.20, Documentation/accounting/psi.rst); of this process's control
 * group by version 2, or else of the machine.
 */
public final class MemoryPressure {
  private static final int MOST_BYTES = 4096;

  private final GuestFile group;
  private final GuestFile machine;

  public MemoryPressure(GuestFiles files) {
    this.machine = files.file("/proc/pressure/memory", MOST_BYTES);
    GuestFile mountinfo = files.file("proc/self/mountinfo", 4 << 20);
    GuestFile membership = files.file("proc/self/cgroup", 64 << 10);
    mountinfo.refresh();
    membership.refresh();
    List<String> folders = CgroupFolders.of(mountinfo.text(), membership.text(), null);
    this.group =
        folders.isEmpty() ? null : files.file(folders.get(0) + "/memory.pressure", MOST_BYTES);
  }

  /** Reads now; 0 if nothing can be read. */
  public double read() {
    double ofGroup = group == null ? -1 : read(group);
    return ofGroup >= 0 ? ofGroup : Math.max(0, read(machine));
  }

  /** -1 where it cannot be read. */
  private static double read(GuestFile file) {
    file.refresh();
    return file.readable()
        ? Busyness.ofPressure(new String(file.bytes(), 0, file.length(), StandardCharsets.US_ASCII))
        : -1;
  }
}
