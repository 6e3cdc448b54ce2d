package io.hostshift.watch;

/** What the hypervisor has announced and the watcher is to expect. Immutable. */
public final class Announcement {
  /** Nothing is announced. */
  public static final Announcement NONE = new Announcement("", false);

  private final String notice;
  private final boolean migration;

  /**
   * @param notice the key of the notice; empty for none
   * @param migration whether it is a migration for certain, so that any counter that moves means
   *     one
   */
  public Announcement(String notice, boolean migration) {
    this.notice = notice;
    this.migration = migration;
  }

  String notice() {
    return notice;
  }

  boolean migration() {
    return migration;
  }
}
