package io.hostshift.report.jmx;

import io.hostshift.tune.setting.Status;

/** A setting, as JMX clients see it; a number is null where this JVM has none. */
public class SettingView {
  private final Status status;

  SettingView(Status status) {
    this.status = status;
  }

  public String getName() {
    return status.name();
  }

  public Integer getAtStart() {
    return status.atStart();
  }

  public Integer getCurrent() {
    return status.current();
  }

  public Integer getTarget() {
    return status.target();
  }

  public Integer getFloor() {
    return status.floor();
  }

  public Integer getCeiling() {
    return status.ceiling();
  }

  public String getLever() {
    return status.lever();
  }

  public String getState() {
    return status.state().name();
  }

  public String getReason() {
    return status.reason();
  }
}
