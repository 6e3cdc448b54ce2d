package io.hostshift.report.jmx;

import io.hostshift.tune.pool.PoolStatus;

/** A pool of the application, as JMX clients see it. */
public class PoolView {
  private final PoolStatus status;

  PoolView(PoolStatus status) {
    this.status = status;
  }

  public String getThreads() {
    return status.threads();
  }

  public String getCreator() {
    return status.creator();
  }

  public String getKind() {
    return status.kind();
  }

  public int getSize() {
    return status.size();
  }

  public int getMaximum() {
    return status.maximum();
  }

  public int getSizeAtStart() {
    return status.sizeAtStart();
  }

  public Integer getProcessorsThen() {
    return status.processorsThen();
  }

  public String getRule() {
    return status.rule();
  }

  public String getState() {
    return status.state().name();
  }

  public String getReason() {
    return status.reason();
  }
}
