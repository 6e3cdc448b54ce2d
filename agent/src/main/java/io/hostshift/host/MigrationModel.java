package io.hostshift.host;

/** Whether and how the hypervisor tells its guests of a migration. */
public enum MigrationModel {
  /** Says nothing: only polling finds out. */
  TRANSPARENT,
  /** Gives notice and goes on. */
  NOTIFY_ONLY,
  /** Gives notice and waits, for a limited time, to be answered. */
  COOPERATIVE
}
