package io.hostshift.hotspot;

/** One line of {@code /proc/PID/maps}: a range of addresses and what it maps. */
final class Mapping {
  private static final String DELETED = " (deleted)";

  private final long start;
  private final long end;
  private final String permissions;
  private final long offset;
  private final String path;

  private Mapping(long start, long end, String permissions, long offset, String path) {
    this.start = start;
    this.end = end;
    this.permissions = permissions;
    this.offset = offset;
    this.path = path;
  }

  /**
   * Parses {@code start-end perms offset device inode path}; the path may be missing, or hold
   * spaces.
   *
   * @throws IllegalArgumentException if the line is anything else
   */
  static Mapping parse(String line) {
    // By hand: a regular expression would cost more to load than all lines to parse.
    int dash = line.indexOf('-');
    int permissions = line.indexOf(' ') + 1;
    int offset = line.indexOf(' ', permissions) + 1;
    int device = line.indexOf(' ', offset) + 1;
    int inode = line.indexOf(' ', device) + 1;
    if (dash < 1 || dash > permissions || offset != permissions + 5 || device == 0 || inode == 0) {
      throw new IllegalArgumentException("not a mapping: " + line);
    }
    // Unsigned: the kernel's own page of x86 lies at ffffffffff600000. NumberFormatException is an
    // IllegalArgumentException.
    long start = Long.parseUnsignedLong(line.substring(0, dash), 16);
    long end = Long.parseUnsignedLong(line.substring(dash + 1, permissions - 1), 16);
    if (Long.compareUnsigned(start, end) >= 0) {
      throw new IllegalArgumentException("ends before it starts: " + line);
    }
    int path = line.indexOf(' ', inode);
    return new Mapping(
        start,
        end,
        line.substring(permissions, permissions + 4),
        Long.parseUnsignedLong(line.substring(offset, device - 1), 16),
        path < 0 ? "" : line.substring(path).trim());
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  /** Where in the file the range begins. */
  long offset() {
    return offset;
  }

  boolean writable() {
    return permissions.startsWith("rw");
  }

  /** The range belongs to no file, nor is it one that the kernel names, such as a stack. */
  boolean anonymous() {
    return path.isEmpty();
  }

  /** The file was removed or replaced on disk after it was mapped. */
  boolean deleted() {
    return path.endsWith(DELETED);
  }

  /** The mapped file's path, without the kernel's remark that it was deleted. */
  String path() {
    return deleted() ? path.substring(0, path.length() - DELETED.length()) : path;
  }
}
