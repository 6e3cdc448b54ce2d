package io.hostshift.tune.pool;

import io.hostshift.tune.setting.SettingState;

/** One pool, or the pools of a library: where it stands, and why. Immutable. */
public final class PoolStatus {
  private final String threads;
  private final String creator;
  private final String kind;
  private final int size;
  private final int maximum;
  private final int sizeAtStart;
  private final Integer processorsThen;
  private final String rule;
  private final SettingState state;
  private final String reason;

  PoolStatus(
      String threads,
      String creator,
      String kind,
      int size,
      int maximum,
      int sizeAtStart,
      Integer processorsThen,
      String rule,
      SettingState state,
      String reason) {
    this.threads = threads;
    this.creator = creator;
    this.kind = kind;
    this.size = size;
    this.maximum = maximum;
    this.sizeAtStart = sizeAtStart;
    this.processorsThen = processorsThen;
    this.rule = rule;
    this.state = state;
    this.reason = reason;
  }

  /** What the names of its threads begin with; empty if none was seen. */
  public String threads() {
    return threads;
  }

  /** Class and line; empty if its creation was not seen. */
  public String creator() {
    return creator;
  }

  public String kind() {
    return kind;
  }

  /** The core size, a ForkJoinPool's parallelism, or the live threads of a library's pool. */
  public int size() {
    return size;
  }

  /** Equal to the size where the pool knows one number only. */
  public int maximum() {
    return maximum;
  }

  /** The size when it was created, or first seen. */
  public int sizeAtStart() {
    return sizeAtStart;
  }

  /** The processors that the JVM reported when it was created; null if that was not seen. */
  public Integer processorsThen() {
    return processorsThen;
  }

  /** Such as {@code 2P+1}, {@code unexplained}, or {@code named by a rule}. */
  public String rule() {
    return rule;
  }

  public SettingState state() {
    return state;
  }

  public String reason() {
    return reason;
  }
}
