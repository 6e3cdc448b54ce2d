package io.hostshift.host;

/**
 * What this process may use of the machine, read from the kernel and never through {@code
 * Runtime.availableProcessors()}, which would give our own answer back after a retuning.
 *
 * <p>Zero means unknown, or for a limit that there is none.
 */
public final class Capacity {
  public static final Capacity UNKNOWN = new Capacity(0, 0, 0, 0, 0);

  private final int online;
  private final int affinity;
  private final double cpuLimit;
  private final long memoryBytes;
  private final long memoryLimitBytes;

  /**
   * @param online processors that are online in this guest
   * @param affinity processors that this process may be scheduled on
   * @param cpuLimit the cgroup's CPU bandwidth limit in processors, such as 1.5
   * @param memoryBytes memory of the guest
   * @param memoryLimitBytes the cgroup's memory limit
   */
  public Capacity(
      int online, int affinity, double cpuLimit, long memoryBytes, long memoryLimitBytes) {
    this.online = online;
    this.affinity = affinity;
    this.cpuLimit = cpuLimit;
    this.memoryBytes = memoryBytes;
    this.memoryLimitBytes = memoryLimitBytes;
  }

  public int online() {
    return online;
  }

  public int affinity() {
    return affinity;
  }

  public double cpuLimit() {
    return cpuLimit;
  }

  public long memoryBytes() {
    return memoryBytes;
  }

  public long memoryLimitBytes() {
    return memoryLimitBytes;
  }

  /**
   * Bytes of memory that a process here may use: the guest's, or the limit of its control group if
   * that is less; 0 if neither is known.
   */
  public long usableMemoryBytes() {
    return memoryLimitBytes > 0 && memoryBytes > 0
        ? Math.min(memoryLimitBytes, memoryBytes)
        : Math.max(memoryLimitBytes, memoryBytes);
  }

  /**
   * The number that a fresh HotSpot would report here: the least of affinity and of the CPU limit
   * rounded up; 0 if nothing could be read.
   */
  public int processors() {
    int system = affinity > 0 ? affinity : online;
    if (cpuLimit <= 0) {
      return system;
    }
    int limited = Math.max(1, (int) Math.ceil(cpuLimit));
    return system > 0 ? Math.min(system, limited) : limited;
  }

  /**
   * Whether the VM or container was resized between this and a later reading. The guest's own
   * memory size is left out: a balloon changes it all the time.
   */
  public boolean differsFrom(Capacity later) {
    return processors() != later.processors() || memoryLimitBytes != later.memoryLimitBytes;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Capacity)) {
      return false;
    }
    Capacity that = (Capacity) other;
    return online == that.online
        && affinity == that.affinity
        && Double.compare(cpuLimit, that.cpuLimit) == 0
        && memoryBytes == that.memoryBytes
        && memoryLimitBytes == that.memoryLimitBytes;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * online + affinity) + Double.hashCode(cpuLimit);
  }

  @Override
  public String toString() {
    return processors() + " processors";
  }
}
