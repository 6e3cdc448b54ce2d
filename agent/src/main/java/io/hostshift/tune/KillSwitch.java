package io.hostshift.tune;

import java.io.File;

/** While this file exists, nothing of the JVM is changed. */
public final class KillSwitch {
  private final File file;

  /**
   * @param file null for none
   */
  public KillSwitch(File file) {
    this.file = file;
  }

  public boolean on() {
    return file != null && file.exists();
  }

  @Override
  public String toString() {
    return String.valueOf(file);
  }
}
