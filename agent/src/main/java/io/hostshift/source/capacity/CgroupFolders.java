package io.hostshift.source.capacity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the control groups of this process lie: from its own up to the mount point, for the limits
 * of each of them hold.
 *
 * <p>Formats: proc(5), /proc/PID/mountinfo and cgroups(7), /proc/PID/cgroup. The mount's root and
 * the group's path are both as seen from the cgroup name space; where the one does not lead to the
 * other, as in a container that sees its host's paths, what is mounted is our group.
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
    String[] best = null;
    for (String line : mountinfo.split("\n")) {
      String[] mount = mount(line, controller);
      // The host's tree may be mounted elsewhere as well.
      if (mount != null && (best == null || !best[1].startsWith(USUAL))) {
        best = mount;
      }
    }
    if (best == null) {
      return new ArrayList<>();
    }
    return upwards(best[1], below(best[0], path(cgroup, controller)));
  }

  /** The usual places, for a tree that was copied without /proc/self. */
  static List<String> guess(String controller) {
    return new ArrayList<>(
        Arrays.asList(
            controller == null
                ? new String[] {USUAL}
                : new String[] {USUAL + "/" + controller, USUAL + "/cpu,cpuacct"}));
  }

  /** Root and mount point, null if the line is about something else. */
  private static String[] mount(String line, String controller) {
    String[] fields = line.split(" ");
    int dash = Arrays.asList(fields).indexOf("-");
    if (dash < 6 || fields.length < dash + 4) {
      return null;
    }
    boolean wanted =
        controller == null
            ? fields[dash + 1].equals("cgroup2")
            : fields[dash + 1].equals("cgroup") && names(fields[dash + 3], controller);
    return wanted ? new String[] {unescape(fields[3]), unescape(fields[4])} : null;
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

  /** White space and backslashes are written as a backslash and three octal digits. */
  private static String unescape(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
