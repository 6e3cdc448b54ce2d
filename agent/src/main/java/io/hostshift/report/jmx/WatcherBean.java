package io.hostshift.report.jmx;

import io.hostshift.report.Control;

/** See {@link WatcherMXBean}. */
final class WatcherBean implements WatcherMXBean {
  private final Control control;

  WatcherBean(Control control) {
    this.control = control;
  }

  @Override
  public long getPolls() {
    return control.polls();
  }

  @Override
  public long getIntervalMillis() {
    return control.intervalMillis();
  }

  @Override
  public long getLastPollNanos() {
    return control.lastPollNanos();
  }

  @Override
  public long getCpuNanos() {
    return control.cpuNanos();
  }

  @Override
  public boolean isRunning() {
    return control.running();
  }
}
