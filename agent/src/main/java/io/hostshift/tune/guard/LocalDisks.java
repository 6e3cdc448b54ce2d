package io.hostshift.tune.guard;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Which folders lie on a file system of this machine's own: one of another machine may keep whoever
 * looks at a file there waiting for ever, and it is found out here without looking there.
 */
final class LocalDisks {
  private static final Set<String> LOCAL =
      new HashSet<>(
          Arrays.asList(
              "tmpfs",
              "ramfs",
              "overlay",
              "ext2",
              "ext3",
              "ext4",
              "xfs",
              "btrfs",
              "zfs",
              "f2fs",
              "bcachefs",
              "jfs",
              "reiserfs"));

  /** Fields of proc(5)'s mountinfo: where it is mounted, and its type after a lone hyphen. */
  private static final int PLACE = 4;

  private final String[] mounts;

  private LocalDisks(String mounts) {
    this.mounts = mounts.split("\n");
  }

  static LocalDisks read(File mountinfo) throws IOException {
    return parse(new String(Files.readAllBytes(mountinfo.toPath()), StandardCharsets.UTF_8));
  }

  static LocalDisks parse(String mountinfo) {
    return new LocalDisks(mountinfo);
  }

  /** Why not, as the end of a sentence; null if it does. */
  String refusal(Path folder) {
    String type = "nothing known";
    int longest = -1;
    for (String mount : mounts) {
      String[] fields = mount.split(" ");
      int hyphen = Arrays.asList(fields).indexOf("-");
      if (fields.length > PLACE && hyphen > PLACE && hyphen + 1 < fields.length) {
        String place = fields[PLACE].replace("\\040", " ");
        // Of two at one place, the later one covers the earlier one.
        if (folder.startsWith(place) && place.length() >= longest) {
          longest = place.length();
          type = fields[hyphen + 1];
        }
      }
    }
    return LOCAL.contains(type) ? null : "is on " + type + ", which may not answer";
  }
}
