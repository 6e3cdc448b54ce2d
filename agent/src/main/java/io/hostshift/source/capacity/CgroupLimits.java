package io.hostshift.source.capacity;

import io.hostshift.source.MalformedException;
import io.hostshift.source.ReadState;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.util.ArrayList;
import java.util.List;

/**
 * The CPU and memory limits of this process: the least of all its control groups, of both versions
 * where both are mounted.
 *
 * <p>The groups are looked for again when the process is in another one. A group's file that is not
 * there (the mount's root has none, nor has a group whose parent does not hand the controller down)
 * is asked after all the same, at some of the polls: systemd hands a controller down with the first
 * limit.
 */
final class CgroupLimits {
  private static final int LIMIT = 256;

  private final GuestFiles files;
  private final GuestFile membership;
  private final List<GuestFile> cpuMax = new ArrayList<>();
  private final List<GuestFile> quotas = new ArrayList<>();
  private final List<GuestFile> periods = new ArrayList<>();
  private final List<GuestFile> memory = new ArrayList<>();
  private boolean discovered;
  private double processors;
  private long memoryBytes;

  CgroupLimits(GuestFiles files) {
    this.files = files;
    this.membership = files.value("proc/self/cgroup", 64 << 10);
  }

  /**
   * Whether {@link #measure} has to be called.
   *
   * @param all or the limits of processors alone that were there the last time
   */
  boolean refresh(boolean all) {
    boolean changed = all && membership.refresh();
    if (changed || !discovered) {
      discover();
      discovered = true;
    }
    changed |= refresh(cpuMax, all) | refresh(quotas, all);
    if (all || changed) {
      changed |= refresh(memory, true);
    }
    for (int i = 0; i < quotas.size(); i++) {
      // Without a quota, which is the rule, the period says nothing.
      if (quotas.get(i).length() > 0 && quotas.get(i).bytes()[0] != '-') {
        changed |= periods.get(i).refresh();
      }
    }
    return changed;
  }

  private boolean refresh(List<GuestFile> limits, boolean all) {
    boolean changed = false;
    for (int i = 0; i < limits.size(); i++) {
      GuestFile limit = limits.get(i);
      if (!all && limit.state() == ReadState.ABSENT) {
        continue;
      }
      boolean was = limit.readable();
      changed |= limit.refresh();
      // Gone although the process is where it was: mounted elsewhere, perhaps.
      discovered &= !was || limit.state() != ReadState.ABSENT;
    }
    return changed;
  }

  private void discover() {
    GuestFile mountinfo = files.file("proc/self/mountinfo", 4 << 20);
    mountinfo.refresh();
    fill(cpuMax, folders(mountinfo, null), "cpu.max");
    fill(quotas, folders(mountinfo, "cpu"), "cpu.cfs_quota_us");
    fill(periods, folders(mountinfo, "cpu"), "cpu.cfs_period_us");
    fill(memory, folders(mountinfo, null), "memory.max");
    memory.addAll(of(folders(mountinfo, "memory"), "memory.limit_in_bytes"));
  }

  private List<String> folders(GuestFile mountinfo, String controller) {
    return mountinfo.readable()
        ? CgroupFolders.of(mountinfo.text(), membership.text(), controller)
        : CgroupFolders.guess(controller);
  }

  private void fill(List<GuestFile> list, List<String> folders, String name) {
    list.clear();
    list.addAll(of(folders, name));
  }

  private List<GuestFile> of(List<String> folders, String name) {
    List<GuestFile> found = new ArrayList<>();
    for (String folder : folders) {
      found.add(files.value(folder + "/" + name, LIMIT));
    }
    return found;
  }

  /** Leaves the limits as they were if one cannot be understood. */
  void measure() throws MalformedException {
    double leastProcessors = 0;
    for (GuestFile file : cpuMax) {
      leastProcessors = least(leastProcessors, file.readable() ? bandwidth(file) : 0);
    }
    for (int i = 0; i < quotas.size(); i++) {
      GuestFile quota = quotas.get(i);
      leastProcessors =
          least(leastProcessors, quota.readable() ? bandwidth(quota, periods.get(i)) : 0);
    }
    double leastMemory = 0;
    for (GuestFile file : memory) {
      leastMemory = least(leastMemory, file.readable() ? bytes(file) : 0);
    }
    processors = leastProcessors;
    memoryBytes = (long) leastMemory;
  }

  /** Of two limits, where 0 is none. */
  private static double least(double one, double other) {
    return one == 0 ? other : other == 0 ? one : Math.min(one, other);
  }

  private static double bandwidth(GuestFile file) throws MalformedException {
    try {
      return CgroupLimit.bandwidth(file.text());
    } catch (MalformedException e) {
      throw new MalformedException(file.path() + ": " + e.getMessage());
    }
  }

  private static double bandwidth(GuestFile quota, GuestFile period) throws MalformedException {
    try {
      return CgroupLimit.bandwidth(quota.text(), period.text());
    } catch (MalformedException e) {
      throw new MalformedException(quota.path() + ": " + e.getMessage());
    }
  }

  private static long bytes(GuestFile file) throws MalformedException {
    try {
      return CgroupLimit.memory(file.text());
    } catch (MalformedException e) {
      throw new MalformedException(file.path() + ": " + e.getMessage());
    }
  }

  /** In processors, such as 1.5; 0 for no limit. */
  double processors() {
    return processors;
  }

  /** 0 for no limit. */
  long memoryBytes() {
    return memoryBytes;
  }
}
