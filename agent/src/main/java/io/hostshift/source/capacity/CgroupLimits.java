package io.hostshift.source.capacity;

import io.hostshift.source.MalformedException;
import io.hostshift.source.ReadState;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.file.KernelLines;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

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
  private static final int STAT_LIMIT = 16 << 10;
  private static final byte[] HIERARCHICAL = KernelLines.key("hierarchical_memory_limit");

  private final GuestFiles files;
  private final GuestFile membership;
  private final List<GuestFile> cpuMax = new ArrayList<>();
  private final List<GuestFile> quotas = new ArrayList<>();
  private final List<GuestFile> periods = new ArrayList<>();
  private final List<GuestFile> memory = new ArrayList<>();
  private final Map<GuestFile, Double> understood = new IdentityHashMap<>();

  /** Where the group itself stands among {@link #memory} by version 1; version 2 begins at 0. */
  private int ownMemory;

  private GuestFile hierarchical;
  private long hierarchicalBytes;
  private boolean discovered;
  private boolean mounted;
  private String problem = "";
  private double processors;
  private long memoryBytes;

  CgroupLimits(GuestFiles files) {
    this.files = files;
    this.membership = files.value("proc/self/cgroup", 64 << 10);
  }

  /**
   * Whether {@link #measure} has to be called.
   *
   * @param all or the limits alone that were there the last time, and of memory those that count
   */
  boolean refresh(boolean all) {
    boolean changed = all && membership.refresh();
    if (changed || !discovered) {
      discover();
      discovered = true;
    }
    changed |= refresh(cpuMax, all) | refresh(quotas, all);
    changed |= all || changed ? refresh(memory, true) : memoryChanged();
    if (all || changed) {
      changed |= hierarchicalChanged();
    }
    for (int i = 0; i < quotas.size(); i++) {
      // Without a quota, which is the rule, the period says nothing.
      if (quotas.get(i).length() > 0 && quotas.get(i).bytes()[0] != '-') {
        changed |= periods.get(i).refresh();
      }
    }
    return changed;
  }

  /** Of the groups above only those that limit it are asked at each poll. */
  private boolean memoryChanged() {
    boolean changed = false;
    for (int i = 0; i < memory.size(); i++) {
      GuestFile file = memory.get(i);
      Double limit = understood.get(file);
      boolean own = i == 0 || i == ownMemory;
      if (file.readable() && (own || (limit != null && limit > 0))) {
        changed |= file.refresh();
      }
    }
    return changed;
  }

  /** Its other numbers change all the time. What was read in part says nothing new. */
  private boolean hierarchicalChanged() {
    long bytes = 0;
    if (hierarchical != null) {
      hierarchical.fetch();
      if (hierarchical.readable()) {
        byte[] text = hierarchical.bytes();
        int length = hierarchical.length();
        int at = KernelLines.after(HIERARCHICAL, text, length);
        if (at < 0 || KernelLines.endOfLine(text, at, length) == length) {
          return false;
        }
        bytes = KernelLines.number(text, at, length);
      } else if (hierarchical.state() == ReadState.FAILED) {
        return false;
      }
    }
    boolean limited = bytes > 0 && bytes < CgroupLimit.UNLIMITED;
    boolean changed = hierarchicalBytes != (limited ? bytes : 0);
    hierarchicalBytes = limited ? bytes : 0;
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
    letGo();
    understood.clear();
    GuestFile mountinfo = files.file("proc/self/mountinfo", 4 << 20);
    mountinfo.refresh();
    List<String> unified = folders(mountinfo, null);
    List<String> cpu = folders(mountinfo, "cpu");
    List<String> memoryFolders = folders(mountinfo, "memory");
    fill(cpuMax, unified, "cpu.max", unified.size());
    fill(quotas, cpu, "cpu.cfs_quota_us", cpu.size());
    fill(periods, cpu, "cpu.cfs_period_us", 0);
    memory.clear();
    add(memory, unified, "memory.max", 1);
    ownMemory = memory.size();
    add(memory, memoryFolders, "memory.limit_in_bytes", 1);
    mounted = !cpuMax.isEmpty() || !quotas.isEmpty() || !memoryFolders.isEmpty();
    // That of a group above which the name space hides, or which was not handed down to us.
    hierarchical =
        memoryFolders.isEmpty()
            ? null
            : files.value(memoryFolders.get(0) + "/memory.stat", STAT_LIMIT);
  }

  /** Closes what it keeps open; what is read again is opened again. */
  void letGo() {
    cpuMax.forEach(GuestFile::close);
    quotas.forEach(GuestFile::close);
    memory.forEach(GuestFile::close);
  }

  private List<String> folders(GuestFile mountinfo, String controller) {
    return mountinfo.readable()
        ? CgroupFolders.of(mountinfo.text(), membership.text(), controller)
        : CgroupFolders.guess(controller);
  }

  private void fill(List<GuestFile> list, List<String> folders, String name, int polled) {
    list.clear();
    add(list, folders, name, polled);
  }

  /**
   * @param polled how many of them, from the own group on upwards, are read at each poll
   */
  private void add(List<GuestFile> list, List<String> folders, String name, int polled) {
    for (int i = 0; i < folders.size(); i++) {
      String path = folders.get(i) + "/" + name;
      list.add(i < polled ? files.polled(path, LIMIT) : files.value(path, LIMIT));
    }
  }

  /** A file that cannot be understood costs only itself: it keeps what it said last. */
  void measure() {
    problem = "";
    double leastProcessors = 0;
    for (GuestFile file : cpuMax) {
      leastProcessors =
          least(leastProcessors, of(file, () -> CgroupLimit.bandwidth(file.text()), processors));
    }
    for (int i = 0; i < quotas.size(); i++) {
      GuestFile quota = quotas.get(i);
      GuestFile period = periods.get(i);
      leastProcessors =
          least(
              leastProcessors,
              of(quota, () -> CgroupLimit.bandwidth(quota.text(), period.text()), processors));
    }
    double leastMemory = 0;
    for (GuestFile file : memory) {
      leastMemory =
          least(leastMemory, of(file, () -> (double) CgroupLimit.memory(file.text()), memoryBytes));
    }
    leastMemory = least(leastMemory, hierarchicalBytes);
    processors = leastProcessors;
    memoryBytes = (long) leastMemory;
  }

  private interface Parsed {
    double limit() throws MalformedException;
  }

  /**
   * @param before the limit so far, for a file that has told nothing yet
   */
  private double of(GuestFile file, Parsed parsed, double before) {
    Double last = understood.get(file);
    if (file.state() == ReadState.FAILED) {
      return last == null ? before : last;
    }
    if (!file.readable()) {
      understood.remove(file);
      return 0;
    }
    try {
      double limit = parsed.limit();
      understood.put(file, limit);
      return limit;
    } catch (MalformedException e) {
      problem = problem.isEmpty() ? file.path() + ": " + e.getMessage() : problem;
      return last == null ? before : last;
    }
  }

  /** Of two limits, where 0 is none. */
  private static double least(double one, double other) {
    return one == 0 ? other : other == 0 ? one : Math.min(one, other);
  }

  /** The first file that could not be understood, and why; empty if all could. */
  String problem() {
    return problem;
  }

  /** Whether there is any that could show a limit. */
  boolean mounted() {
    return mounted;
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
