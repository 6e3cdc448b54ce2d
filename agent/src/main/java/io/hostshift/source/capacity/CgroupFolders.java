package io.hostshift.source.capacity;

import io.hostshift.base.Mount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the control groups of this process lie: from its own up to the mount point, for the limits
 * of each of them hold.
 *
 * <p>Format: cgroups(7), /proc/PID/cgroup. The mount's root and the group's path are both as seen
 * from the cgroup name space; where the one does not lead to the other, as in a container that sees
 * its host's paths, what is mounted is our group.
 */
final class CgroupFolders {
  private static final String USUAL = "/sys/fs/cgroup";
  private static final int DEEPEST = 32;

  private CgroupFolders() {}

  /**
   * @param controller {@code cpu} or {@code memory} of version 1, or null for version 2
   * @return from the group itself upwards, without a slash at the end; empty if it is not mounted
   */
  static List<String> of(String mountinfo, String cgroup, String controller) {
    Mount best = null;
    for (Mount mount : Mount.parse(mountinfo)) {
      // The host's tree may be mounted elsewhere as well.
      if (isOf(mount, controller) && (best == null || !best.point().startsWith(USUAL))) {
        best = mount;
      }
    }
    if (best == null) {
      return new ArrayList<>();
    }
    return upwards(best.point(), below(best.root(), path(cgroup, controller)));
  }

  /** The usual places, for a tree that was copied without /proc/self. */
  static List<String> guess(String controller) {
    return new ArrayList<>(
        Arrays.asList(
            controller == null
                ? new String[] {USUAL}
                : new String[] {USUAL + "/" + controller, USUAL + "/cpu,cpuacct"}));
  }

  private static boolean isOf(Mount mount, String controller) {
    if (mount.options().isEmpty()) {
      return false; // Of a line that is cut off.
    }
    return controller == null
        ? mount.type().equals("cgroup2")
        : mount.type().equals("cgroup") && names(mount.options(), controller);
  }

  /** The group's path in its hierarchy, "/" if not listed. */
  private static String path(String cgroup, String controller) {
    for (String line : cgroup.split("\n")) {
      String[] fields = line.split(":", 3);
      if (fields.length == 3
          && (controller == null
              ? fields[0].equals("0") && fields[1].isEmpty()
              : names(fields[1], controller))) {
        return fields[2];
      }
    }
    return "/";
  }

  /** The path from the mount point to the group, empty or with a slash in front. */
  private static String below(String root, String path) {
    if (path.equals(root) || path.contains("/..")) {
      return "";
    }
    String prefix = root.equals("/") ? "/" : root + "/";
    return path.startsWith(prefix) ? "/" + path.substring(prefix.length()) : "";
  }

  private static List<String> upwards(String mountPoint, String below) {
    List<String> folders = new ArrayList<>();
    String rest = below;
    while (!rest.isEmpty() && folders.size() < DEEPEST) {
      folders.add(mountPoint + rest);
      rest = rest.substring(0, rest.lastIndexOf('/'));
    }
    folders.add(mountPoint);
    return folders;
  }

  private static boolean names(String list, String controller) {
    return Arrays.asList(list.split(",")).contains(controller);
  }
}
