package io.hostshift.tune;

import io.hostshift.base.Errand;
import io.hostshift.base.Errands;
import java.io.File;

/**
 * While this file exists, nothing of the JVM is changed. Nor is it while that cannot be told, since
 * its file system hangs.
 */
public final class KillSwitch {
  private final File file;
  private final Errand<Boolean> look;
  private volatile boolean was = true;
  private volatile File closed;

  /**
   * @param file null for none
   */
  public KillSwitch(File file, Errands errands) {
    this.file = file;
    this.look =
        file == null
            ? null
            : errands.of("hostshift-switch", "the kill switch " + file, this::isThere);
  }

  private boolean isThere() {
    boolean there = file.exists();
    File folder = there ? null : file.getAbsoluteFile().getParentFile();
    while (folder != null && !folder.exists()) {
      folder = folder.getParentFile();
    }
    closed = folder == null || folder.canExecute() ? null : folder;
    return there;
  }

  public boolean on() {
    if (look == null) {
      return false;
    }
    Boolean there = look.ask();
    if (there == null) {
      return was || look.hangs();
    }
    was = there;
    return there;
  }

  /** Whether it cannot be told if it is on, and counts as on. */
  public boolean hangs() {
    return look != null && look.hangs();
  }

  /** Why it could be put on in vain, as a sentence; null if it could not. */
  public String fault() {
    on();
    File folder = closed;
    return folder == null
        ? null
        : "the kill switch " + file + " is never seen: this user may not look into " + folder;
  }

  @Override
  public String toString() {
    return String.valueOf(file);
  }
}
