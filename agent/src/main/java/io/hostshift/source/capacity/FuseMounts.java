package io.hostshift.source.capacity;

import io.hostshift.base.Mount;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;

/** Whether a program stands behind a file of the kernel, as LXCFS does in containers. */
final class FuseMounts {
  private static final int MOST_BYTES = 4 << 20;

  private FuseMounts() {}

  static boolean has(GuestFiles files, String path) {
    GuestFile mountinfo = files.file("proc/self/mountinfo", MOST_BYTES);
    mountinfo.refresh();
    return mountinfo.readable() && has(mountinfo.text(), path);
  }

  static boolean has(String mountinfo, String path) {
    Mount mount = Mount.of(Mount.parse(mountinfo), path);
    return mount != null && mount.type().startsWith("fuse");
  }
}
