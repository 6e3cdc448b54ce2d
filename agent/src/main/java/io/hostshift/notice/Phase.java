package io.hostshift.notice;

/** How far it has come with what was announced. */
public enum Phase {
  ANNOUNCED,
  /** The hypervisor says that it has begun. */
  STARTED,
  /** It is over, or the hypervisor no longer shows it after its time had come. */
  ENDED,
  /** It will not happen, or has failed. */
  CANCELLED;

  /** Whether nothing more is to come from the hypervisor. */
  public boolean over() {
    return this == ENDED || this == CANCELLED;
  }
}
