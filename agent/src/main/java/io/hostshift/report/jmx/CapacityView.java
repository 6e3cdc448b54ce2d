package io.hostshift.report.jmx;

import io.hostshift.host.Capacity;

/**
 * What the process may use of the machine, as JMX clients see it. What cannot be read is null, as
 * in JSON: no process is without a processor, and no guest without memory. A limit of 0 is none.
 */
public final class CapacityView {
  private final Capacity capacity;

  CapacityView(Capacity capacity) {
    this.capacity = capacity;
  }

  public Integer getProcessors() {
    return known(capacity.processors());
  }

  public Integer getOnlineProcessors() {
    return known(capacity.online());
  }

  public Integer getAffinityProcessors() {
    return known(capacity.affinity());
  }

  public double getCpuLimit() {
    return capacity.cpuLimit();
  }

  public Long getMemoryBytes() {
    return capacity.memoryBytes() > 0 ? capacity.memoryBytes() : null;
  }

  public long getMemoryLimitBytes() {
    return capacity.memoryLimitBytes();
  }

  private static Integer known(int number) {
    return number > 0 ? number : null;
  }
}
