package io.hostshift.notice;

/** {@code notices}: what is done about the hypervisor's notices. */
public enum NoticeMode {
  /** They are heard and told. */
  LISTEN,
  /** They are also acknowledged, once this JVM is ready. */
  ACK,
  /** They are not listened to. */
  OFF
}
