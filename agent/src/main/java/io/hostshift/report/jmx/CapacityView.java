package io.hostshift.report.jmx;

import io.hostshift.host.Capacity;

/** What the process may use of the machine, as JMX clients see it; 0 means unknown or unlimited. */
public final class CapacityView {
  private final Capacity capacity;

  CapacityView(Capacity capacity) {
    this.capacity = capacity;
  }

  public int getProcessors() {
    return capacity.processors();
  }

  public int getOnlineProcessors() {
    return capacity.online();
  }

  public int getAffinityProcessors() {
    return capacity.affinity();
  }

  public double getCpuLimit() {
    return capacity.cpuLimit();
  }

  public long getMemoryBytes() {
    return capacity.memoryBytes();
  }

  public long getMemoryLimitBytes() {
    return capacity.memoryLimitBytes();
  }
}
