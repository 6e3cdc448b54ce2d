package io.hostshift.source.capacity;

import io.hostshift.source.MalformedException;

/**
 * One limit of one control group, as its file words it.
 *
 * <p>Formats: Linux, Documentation/admin-guide/cgroup-v2.rst (cpu.max, memory.max) and
 * scheduler/sched-bwc.rst, cgroup-v1/memory.rst. CPU shares and weights limit nothing and are not
 * read, as HotSpot does not since 17.0.5 and 19.
 */
final class CgroupLimit {
  /** Version 1 says "no limit" as the greatest number of whole pages. */
  static final long UNLIMITED = 1L << 60;

  private CgroupLimit() {}

  /** {@code QUOTA PERIOD} in microseconds, or {@code max PERIOD}: processors, 0 for no limit. */
  static double bandwidth(String cpuMax) throws MalformedException {
    String[] fields = cpuMax.split("\\s+");
    if (fields.length == 0 || fields.length > 2 || fields[0].isEmpty()) {
      throw new MalformedException("not a limit of processors: \"" + cpuMax + "\"");
    }
    return bandwidth(fields[0], fields.length == 2 ? fields[1] : "100000");
  }

  /** Version 1, from its two files. A quota of -1 is none. */
  static double bandwidth(String quota, String period) throws MalformedException {
    if (quota.equals("max") || quota.equals("-1")) {
      return 0;
    }
    long part = positive(quota);
    return (double) part / positive(period);
  }

  /** Bytes, 0 for no limit. */
  static long memory(String limit) throws MalformedException {
    if (limit.equals("max") || limit.equals("-1")) {
      return 0;
    }
    long bytes = positive(limit);
    return bytes >= UNLIMITED ? 0 : bytes;
  }

  private static long positive(String digits) throws MalformedException {
    try {
      long number = Long.parseLong(digits);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new MalformedException("not a limit: \"" + digits + "\"");
    }
    throw new MalformedException("not a limit: \"" + digits + "\"");
  }
}
