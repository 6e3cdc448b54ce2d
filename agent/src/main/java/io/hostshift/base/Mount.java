package io.hostshift.base;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One file system that is mounted, as this process sees it.
 *
 * <p>Format: proc(5), /proc/PID/mountinfo; behind a lone dash stand type, source and options.
 */
public final class Mount {
  private static final int ROOT = 3;
  private static final int POINT = 4;

  /** Of the fields in front of the dash, some of which may be missing. */
  private static final int LEAST_BEFORE_DASH = 6;

  private final String root;
  private final String point;
  private final String type;
  private final String options;

  private Mount(String root, String point, String type, String options) {
    this.root = root;
    this.point = point;
    this.type = type;
    this.options = options;
  }

  /** All of them, in the order in which they were mounted; lines that are none are left out. */
  public static List<Mount> parse(String mountinfo) {
    List<Mount> mounts = new ArrayList<>();
    for (String line : mountinfo.split("\n")) {
      String[] fields = line.split(" ");
      int dash = Arrays.asList(fields).indexOf("-");
      if (dash >= LEAST_BEFORE_DASH && fields.length >= dash + 2) {
        String options = fields.length > dash + 3 ? fields[dash + 3] : "";
        mounts.add(
            new Mount(unescape(fields[ROOT]), unescape(fields[POINT]), fields[dash + 1], options));
      }
    }
    return mounts;
  }

  /**
   * The one on which a path lies: that nearest above it, and of two at one place the later one.
   * Null if there is none.
   *
   * @param path absolute
   */
  public static Mount of(List<Mount> mounts, String path) {
    Mount nearest = null;
    for (Mount mount : mounts) {
      if (mount.isAbove(path)
          && (nearest == null || mount.point.length() >= nearest.point.length())) {
        nearest = mount;
      }
    }
    return nearest;
  }

  private boolean isAbove(String path) {
    return path.equals(point) || path.startsWith(point.endsWith("/") ? point : point + "/");
  }

  /** White space and backslashes are written as a backslash and three octal digits. */
  private static String unescape(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }

  /** What of the file system is mounted there. */
  public String root() {
    return root;
  }

  /** Where it is mounted. */
  public String point() {
    return point;
  }

  /** Such as {@code ext4}. */
  public String type() {
    return type;
  }

  /** Of the file system itself, with commas between; empty if none are told. */
  public String options() {
    return options;
  }
}
