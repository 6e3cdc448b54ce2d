package io.hostshift.tune.guard;

import io.hostshift.base.Mount;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which folders lie on a file system of this machine. A file system of another machine may keep
 * whoever looks at a file there waiting for ever, so this tells them apart without looking there.
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

  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  private final List<Mount> mounts;

  private LocalDisks(List<Mount> mounts) {
    this.mounts = mounts;
  }

  static LocalDisks read(File mountinfo) throws IOException {
    return parse(new String(Files.readAllBytes(mountinfo.toPath()), StandardCharsets.UTF_8));
  }

  static LocalDisks parse(String mountinfo) {
    return new LocalDisks(Mount.parse(mountinfo));
  }

  /**
   * Why not, as the end of a sentence; null if it does. Goes the way to it name by name, and looks
   * at none that lies on such a file system: a link may lead there.
   *
   * @param place an absolute path, which need not be there
   */
  String refusal(Path place) {
    Path at = Paths.get("/");
    Deque<Path> rest = new ArrayDeque<>();
    place.forEach(rest::add);
    for (int links = 0; !rest.isEmpty(); ) {
      Path next = at.resolve(rest.poll()).normalize();
      String type = type(next);
      if (!LOCAL.contains(type)) {
        return "is on " + type + ", which may not answer";
      }
      Path target = Files.isSymbolicLink(next) ? target(next) : null;
      if (target == null) {
        at = next;
      } else if (++links > MOST_LINKS) {
        return "is behind too many links";
      } else {
        at = target.isAbsolute() ? Paths.get("/") : at;
        List<Path> names = new ArrayList<>();
        target.forEach(names::add);
        Collections.reverse(names);
        names.forEach(rest::addFirst);
      }
    }
    return null;
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      return null; // It is gone.
    }
  }

  private String type(Path place) {
    Mount mount = Mount.of(mounts, place.toString());
    return mount == null ? "nothing known" : mount.type();
  }

  /** Whoever looks at what is mounted. */
  interface Look {
    LocalDisks now() throws IOException;
  }
}
