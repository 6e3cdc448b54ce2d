package io.hostshift.tune.setting;

/** How a setting stands against its target. */
public enum SettingState {
  /** It was read back, and is what a JVM that started here would have. */
  APPLIED,
  /** The target is lower than the least that can be reached in this process; it is at that. */
  FLOOR,
  /** The target is higher than what this process started with; it is at that. */
  CEILING,
  /** Left alone, for the reason given. */
  LEFT,
  /** Could not be changed, for the reason given. */
  FAILED,
  /** Not changed because the mode is observe; the target says what it would have been. */
  OBSERVED
}
