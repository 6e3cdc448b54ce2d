package io.hostshift.tune.pool;

import io.hostshift.tune.setting.SettingState;

/** Pools of an application as they would be told. */
public final class SamplePools {
  private SamplePools() {}

  /** One that was seen when it was created, and follows the processors. */
  public static PoolStatus following() {
    return new PoolStatus(
        "io-", "com.acme.Io:12", "executor", 9, 17, 33, 16, "2P+1", SettingState.APPLIED, "");
  }

  /** One that was there before the agent. */
  public static PoolStatus unseen() {
    return new PoolStatus(
        "old-", "", "executor", 4, 4, 4, null, "unexplained", SettingState.LEFT, "not seen");
  }
}
