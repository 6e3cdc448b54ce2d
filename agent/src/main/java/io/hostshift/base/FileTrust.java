package io.hostshift.base;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;

/**
 * Whether nobody but root and the JVM's own user can have written a file, so that what it says may
 * be run as a command. Whoever may write to a folder above it can put another in its place, unless
 * that folder is sticky, as /tmp is.
 */
public final class FileTrust {
  private static final int WRITABLE_BY_OTHERS = 022;
  private static final int STICKY = 01000;

  private FileTrust() {}

  /** Null if it can be trusted, else why not. */
  public static String distrust(File file) {
    try {
      Path path = file.toPath().toRealPath();
      int self = (Integer) Files.getAttribute(Paths.get("/proc/self"), "unix:uid");
      String reason = distrust(path, self, false);
      for (Path folder = path.getParent(); folder != null && reason == null; ) {
        reason = distrust(folder, self, true);
        folder = folder.getParent();
      }
      return reason;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return "who may write to it cannot be told: " + e;
    }
  }

  private static String distrust(Path path, int self, boolean folder) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    int owner = (Integer) found.get("uid");
    int mode = (Integer) found.get("mode");
    if (owner != 0 && owner != self) {
      return path + " belongs to another user (uid " + owner + ")";
    }
    boolean open = (mode & WRITABLE_BY_OTHERS) != 0 && !(folder && (mode & STICKY) != 0);
    return open ? path + " may be written by others (mode " + octal(mode) + ")" : null;
  }

  private static String octal(int mode) {
    return String.format("%04o", mode & 07777);
  }
}
