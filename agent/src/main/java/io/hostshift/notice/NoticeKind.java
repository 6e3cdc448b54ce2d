package io.hostshift.notice;

/** What a hypervisor announces, by what it means for the JVM. */
public enum NoticeKind {
  /** The VM goes on at another host. */
  MIGRATION("a migration"),
  /** The VM stands still for a while, and may be at another host afterwards. */
  PAUSE("a pause"),
  /** The operating system starts anew, and the JVM ends. */
  RESTART("a restart"),
  /** The VM ends, or stops. */
  END("the end of this VM"),
  /** Something is planned, and the hypervisor does not say what it means for the VM. */
  MAINTENANCE("maintenance");

  private final String words;

  NoticeKind(String words) {
    this.words = words;
  }

  /** Whether this JVM ends with it, so that nothing can follow in this process. */
  public boolean endsJvm() {
    return this == RESTART || this == END;
  }

  /** As in a sentence. */
  public String words() {
    return words;
  }
}
