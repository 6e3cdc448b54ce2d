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

  /**
   * @param file null for none
   */
  public KillSwitch(File file, Errands errands) {
    this.file = file;
    this.look =
        file == null
            ? null
            : errands.of("hostshift-switch", "the kill switch " + file, file::exists);
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

  @Override
  public String toString() {
    return String.valueOf(file);
  }
}
