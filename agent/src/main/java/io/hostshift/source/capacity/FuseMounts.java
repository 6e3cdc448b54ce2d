package io.hostshift.source.capacity;

import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.util.Arrays;

/**
 * Whether a program stands behind a file of the kernel, as LXCFS does in containers.
 *
 * <p>Format: proc(5), /proc/PID/mountinfo; the type of a mount is behind the lone dash.
 */
final class FuseMounts {
  private static final int MOST_BYTES = 4 << 20;

  private FuseMounts() {}

  static boolean has(GuestFiles files, String path) {
    GuestFile mountinfo = files.file("proc/self/mountinfo", MOST_BYTES);
    mountinfo.refresh();
    return mountinfo.readable() && has(mountinfo.text(), path);
  }

  /** By the mount that lies nearest above the path; of two at one place the later one. */
  static boolean has(String mountinfo, String path) {
    String nearest = "";
    boolean fuse = false;
    for (String line : mountinfo.split("\n")) {
      String[] fields = line.split(" ");
      int dash = Arrays.asList(fields).indexOf("-");
      if (dash < 6 || fields.length < dash + 2) {
        continue;
      }
      String point = fields[4];
      boolean above =
          path.equals(point) || path.startsWith(point.endsWith("/") ? point : point + "/");
      if (above && point.length() >= nearest.length()) {
        nearest = point;
        fuse = fields[dash + 1].startsWith("fuse");
      }
    }
    return fuse;
  }
}
