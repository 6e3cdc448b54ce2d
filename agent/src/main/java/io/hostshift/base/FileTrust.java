package io.hostshift.base;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Whether nobody but root and the JVM's own user can have written a file, so that what it says may
 * be run as a command. Whoever may write to a folder above it can put another in its place, unless
 * that folder is sticky, as /tmp is.
 */
public final class FileTrust {
  private FileTrust() {}

  /** Null if it can be trusted, else why not. */
  public static String distrust(File file) {
    try {
      Path path = file.toPath().toRealPath();
      int self = Ownership.self();
      String reason = distrust(path, self);
      for (Path folder = path.getParent(); folder != null && reason == null; ) {
        reason = distrust(folder, self);
        folder = folder.getParent();
      }
      return reason;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return "who may write to it cannot be told: " + e;
    }
  }

  private static String distrust(Path path, int self) throws IOException {
    Ownership found = Ownership.of(path);
    if (found.owner() != 0 && found.owner() != self) {
      return path + " belongs to another user (uid " + found.owner() + ")";
    }
    return found.isOpenToWrites() && !found.isSticky()
        ? path + " may be written by others (mode " + found.mode() + ")"
        : null;
  }
}
